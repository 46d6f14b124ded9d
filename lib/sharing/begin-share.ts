import { z } from 'zod'
import { authorize } from '../access/authorize'
import { settings } from '../env'
import type { Caller } from '../principal'
import { thingKinds } from '../resource-kinds'
import { listLabels } from './labels'

const BeginShare = z.object({ kind: z.enum(thingKinds).catch('file') })

/** Returns what the form for a new share shows: the kind, the labels, and the size limit of a file (`fileLimit`, bytes). */
export async function beginShare(caller: Caller, input: { kind?: unknown }) {
  authorize(caller, 'resource.create')
  return { ...BeginShare.parse(input), fileLimit: settings().fileLimit, labels: await listLabels() }
}
