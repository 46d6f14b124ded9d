import { z } from 'zod'
import { authorize } from '../access/authorize'
import { settings } from '../env'
import type { Caller } from '../principal'
import { resourceKinds } from './kinds'
import { listLabels } from './labels'

const BeginShare = z.object({ kind: z.enum(resourceKinds).catch('file') })

/** What the form for a new share begins with. `fileLimit` in bytes. */
export async function beginShare(caller: Caller, input: { kind?: unknown }) {
  authorize(caller, 'resource.create')
  return { ...BeginShare.parse(input), fileLimit: settings().fileLimit, labels: await listLabels() }
}
