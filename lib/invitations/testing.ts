import type { PersonCaller } from '../principal'
import { Invite, invite } from './invite'
import { ShareResource, shareResource } from './share-resource'

/** Shares as a form would, with what it would fill in by itself. */
export const share = (caller: PersonCaller, fields: Record<string, unknown> = {}) =>
  shareResource(
    caller,
    ShareResource.parse({ kind: 'link', url: 'https://intranet.woodgrove.example/rates', title: 'Rates', ...fields }),
  )

/** Adds people as a form would. */
export const add = (
  caller: PersonCaller,
  resourceId: string,
  addresses: string,
  fields: Record<string, unknown> = {},
) => invite(caller, Invite.parse({ resourceId, addresses, ...fields }))
