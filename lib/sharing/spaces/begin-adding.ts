import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { settings } from '../../env'
import type { Caller } from '../../principal'
import { thingKinds } from '../../resource-kinds'
import { db } from '../../db/client'
import { findSpace } from './find-space'
import { findFolder } from './folders/find-folder'

const BeginAdding = z.object({ kind: z.enum(thingKinds).catch('file'), folder: z.string().catch('') })

/** Returns what the form that adds to a space shows: the space, the folder, the kind, and the size limit of a file (`fileLimit`, bytes). Throws `NotFound` and `AccessDenied`. */
export async function beginAdding(
  caller: Caller,
  { spaceId, ...asked }: { spaceId: string; kind?: unknown; folder?: unknown },
) {
  const space = await findSpace(caller, spaceId)
  authorize(caller, 'resource.view', space.facts)
  authorize(caller, 'space.add', space.facts)
  const { kind, folder } = BeginAdding.parse(asked)
  const place = folder ? await findFolder(db(), space.id, folder) : null
  return {
    spaceId: space.id,
    /** Empty: none. */
    folderId: place?.id ?? '',
    title: place?.name ?? space.title,
    fileLimit: settings().fileLimit,
    kind,
  }
}
