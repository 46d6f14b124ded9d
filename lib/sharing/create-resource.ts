import { z } from 'zod'
import { signedIn } from '../access/visibility'
import { now } from '../clock'
import type { Tx } from '../db/transaction'
import { isId } from '../ids'
import type { Caller } from '../principal'
import { claimFile } from './claim-file'
import { thingKinds } from '../resource-kinds'
import { labelField, readLabel } from './labels'
import { line, markdown, paragraph } from '../plain-text'
import { readAll } from './read-all'
import { readContent, readTitle } from './read-content'

/** The fields of a resource that its sharer may change later. The kind decides which of `url` and `body` is used. */
export const contentFields = {
  title: line(200),
  note: paragraph(2000),
  url: z.string().default(''),
  body: markdown(200_000),
}

/** The fields of a new resource. */
export const resourceFields = {
  kind: z.enum(thingKinds, 'Choose what to share.').default('file'),
  ...contentFields,
  fileId: z.string().default(''),
  labelId: labelField.default(''),
}

/** A space, locked, the manager on whose name it runs, and the folder of it that something is added to. */
type Space = { id: string; sharedById: string; folderId: string | null }

type ResourceFields = z.output<z.ZodObject<typeof resourceFields>>

/** Creates a resource that the caller shares, or adds to a space. Throws `Invalid` with every field that is missing or wrong. */
export async function createResource(tx: Tx, caller: Caller, fields: ResourceFields, space?: Space) {
  const { kind, note } = fields
  const [content, title, label] = await readAll(
    tx,
    async () => (kind === 'file' ? claimFile(tx, caller, fields.fileId) : readContent(kind, fields)),
    () => readTitleOf(tx, fields),
    () => readLabel(tx, fields.labelId),
  )
  const { id } = signedIn(caller).principal
  const belonging = space
    ? { spaceId: space.id, folderId: space.folderId, sharedById: space.sharedById, addedById: id }
    : { sharedById: id }
  const resource = await tx.resource.create({
    data: { kind, title, note, ...content, labelId: label?.id, ...belonging, createdAt: now() },
    select: { id: true, kind: true, title: true },
  })
  return { ...resource, label: label?.name }
}

/** Reads the title; a file without one is called by its name. */
const readTitleOf = async (tx: Tx, { kind, title, url, fileId }: ResourceFields) =>
  readTitle(kind, { title, url, fileName: title || !isId(fileId) ? null : await findFileName(tx, fileId) })

const findFileName = async (tx: Tx, id: string) =>
  (await tx.storedFile.findUnique({ where: { id }, select: { name: true } }))?.name ?? null
