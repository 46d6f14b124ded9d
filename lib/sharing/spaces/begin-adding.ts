import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { settings } from '../../env'
import type { Caller } from '../../principal'
import { thingKinds } from '../../resource-kinds'
import { findSpace } from './find-space'

const BeginAdding = z.object({ kind: z.enum(thingKinds).catch('file') })

/** Returns what the form that adds to a space shows: the space, the kind, and the size limit of a file (`fileLimit`, bytes). Throws `NotFound` and `AccessDenied`. */
export async function beginAdding(caller: Caller, { spaceId, ...asked }: { spaceId: string; kind?: unknown }) {
  const space = await findSpace(caller, spaceId)
  authorize(caller, 'space.add', space.facts)
  return { spaceId: space.id, title: space.title, fileLimit: settings().fileLimit, ...BeginAdding.parse(asked) }
}
