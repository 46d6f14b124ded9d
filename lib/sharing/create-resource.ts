import { z } from 'zod'
import { signedIn } from '../access/visibility'
import { now } from '../clock'
import { lockRow } from '../db/lock.sql'
import type { Tx } from '../db/transaction'
import { Invalid } from '../errors'
import { kept } from '../files/discard-file'
import { isId } from '../ids'
import type { Caller } from '../principal'
import { resourceKinds } from './kinds'
import { labelField, readLabel } from './labels'
import { isSeen, line, markdown, paragraph } from '../plain-text'
import { readAll } from './read-all'
import { readWebAddress } from './web-address'

/** The fields of a new resource. The kind decides which of `url`, `fileId` and `body` is used. */
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

/** Creates a resource that the caller shares. Throws `Invalid` with every field that is missing or wrong. */
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

/** Returns the title; without one the host of a link or the name of a file. Throws `Invalid` for a page without one. */
async function readTitle(tx: Tx, { kind, title, url, fileId }: ResourceFields) {
  if (title) return title
  if (kind === 'page') throw new Invalid('resource.no-title', { title: 'Give the page a title.' })
  if (kind === 'link') return URL.canParse(url) ? new URL(url).host : ''
  const file = isId(fileId) ? await tx.storedFile.findUnique({ where: { id: fileId }, select: { name: true } }) : null
  return [...(file?.name ?? '')].slice(0, 200).join('')
}

/** Reads the column in which a kind keeps its content. Throws `Invalid` for its field. */
async function readContent(tx: Tx, caller: Caller, { kind, url, fileId, body }: ResourceFields) {
  if (kind === 'file') return claimFile(tx, caller, fileId)
  if (kind === 'page') {
    if (!isSeen(body)) throw new Invalid('page.empty', { body: 'Write the text of the page.' })
    return { body }
  }
  return { url: readWebAddress(url) }
}

/** Locks a file that the caller uploaded and that no resource has yet, so that the sweep can't erase it. Throws `Invalid` for any other file. */
async function claimFile(tx: Tx, caller: Caller, fileId: string) {
  const uploadedById = signedIn(caller).principal.id
  if (!isId(fileId)) throw new Invalid('file.missing', { fileId: 'Choose a file, and wait until it has arrived.' })
  await lockRow(tx, 'StoredFile', fileId)
  const file = await tx.storedFile.findFirst({
    where: { id: fileId, uploadedById, resource: null, ...kept },
    select: { id: true },
  })
  if (!file)
    throw new Invalid('file.not-waiting', { fileId: 'This file is no longer waiting to be shared. Choose it again.' })
  return { fileId }
}
