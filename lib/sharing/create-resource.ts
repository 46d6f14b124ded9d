import { z } from 'zod'
import { signedIn } from '../access/visibility'
import { now } from '../clock'
import type { Tx } from '../db/transaction'
import { Invalid } from '../errors'
import { kept } from '../files/discard-file'
import type { Caller } from '../principal'
import { resourceKinds } from './kinds'
import { labelField, readLabel } from './labels'
import { isSeen, line, markdown, paragraph } from '../plain-text'
import { readAll } from './read-all'
import { readWebAddress } from './web-address'

/** What a form says about something to be shared. Which of `url`, `fileId` and `body` counts is the kind's to say. */
export const resourceFields = {
  kind: z.enum(resourceKinds, 'Choose what to share.').default('file'),
  title: line(200),
  note: paragraph(2000),
  url: z.string().default(''),
  fileId: z.string().default(''),
  body: markdown(200_000),
  labelId: labelField.default(''),
}

type ResourceFields = z.output<z.ZodObject<typeof resourceFields>>

/**
 * Writes a new resource of the caller's in their transaction. Throws `Invalid` for the field that is missing
 * or can't be taken.
 */
export async function createResource(tx: Tx, caller: Caller, fields: ResourceFields) {
  const { kind, note } = fields
  const [content, title, label] = await readAll(
    tx,
    () => readContent(tx, caller, fields),
    () => readTitle(tx, fields),
    () => readLabel(tx, fields.labelId),
  )
  const sharedById = signedIn(caller).principal.id
  const resource = await tx.resource.create({
    data: { kind, title, note, ...content, labelId: label?.id, sharedById, createdAt: now() },
    select: { id: true, kind: true, title: true },
  })
  return { ...resource, label: label?.name }
}

/** The title given, or what a file or a link is called without one. */
async function readTitle(tx: Tx, { kind, title, url, fileId }: ResourceFields) {
  if (title) return title
  if (kind === 'page') throw new Invalid('resource.no-title', { title: 'Give the page a title.' })
  if (kind === 'link') return URL.canParse(url) ? new URL(url).host : ''
  const file = isId(fileId) ? await tx.storedFile.findUnique({ where: { id: fileId }, select: { name: true } }) : null
  return [...(file?.name ?? '')].slice(0, 200).join('')
}

/** The column that holds a kind's content. */
async function readContent(tx: Tx, caller: Caller, { kind, url, fileId, body }: ResourceFields) {
  if (kind === 'file') return claimFile(tx, caller, fileId)
  if (kind === 'page') {
    if (!isSeen(body)) throw new Invalid('page.empty', { body: 'Write the text of the page.' })
    return { body }
  }
  return { url: readWebAddress(url) }
}

/** A file that the caller uploaded and nothing else holds, locked so that the sweep can't take it meanwhile. */
async function claimFile(tx: Tx, caller: Caller, fileId: string) {
  const uploadedById = signedIn(caller).principal.id
  if (!isId(fileId)) throw new Invalid('file.missing', { fileId: 'Choose a file, and wait until it has arrived.' })
  await tx.$queryRaw`SELECT 1 FROM "StoredFile" WHERE id = ${fileId}::uuid FOR UPDATE`
  const file = await tx.storedFile.findFirst({
    where: { id: fileId, uploadedById, resource: null, ...kept },
    select: { id: true },
  })
  if (!file)
    throw new Invalid('file.not-waiting', { fileId: 'This file is no longer waiting to be shared. Choose it again.' })
  return { fileId }
}

const isId = (text: string) => z.uuid().safeParse(text).success
