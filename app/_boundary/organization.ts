import { cache } from 'react'
import { findOrganization } from '@/lib/identity/set-up/find-organization'
import { currentCaller } from './caller'

/** The organization of this deployment, looked up once a request; null until it is set up. */
export const currentOrganization = cache(async () => findOrganization(await currentCaller()))
