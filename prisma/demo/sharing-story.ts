import { Readable } from 'node:stream'
import { storeFile } from '../../lib/files/store-file'
import { ShareResource, shareResource } from '../../lib/invitations/share-resource'
import { CreateSpace, createSpace } from '../../lib/invitations/create-space'
import type { PersonCaller } from '../../lib/principal'
import { AddToSpace, addToSpace } from '../../lib/sharing/spaces/add-to-space'

type Terms = {
  to?: string[]
  message?: string
  note?: string
  role?: 'view' | 'download'
  ends?: '30' | '90' | '180' | 'never' | 'date'
  endsOn?: string
}

const share = async (caller: PersonCaller, fields: Record<string, unknown>, { to = [], ...terms }: Terms) =>
  (await shareResource(caller, ShareResource.parse({ role: 'view', ...fields, ...terms, addresses: to.join('\n') })))
    .resourceId

export const sharePage = (caller: PersonCaller, title: string, body: string, terms: Terms = {}) =>
  share(caller, { kind: 'page', title, body }, terms)

export const shareLink = (caller: PersonCaller, title: string, url: string, terms: Terms = {}) =>
  share(caller, { kind: 'link', title, url }, terms)

/** Uploads the file first, as the form does. */
export async function shareFile(caller: PersonCaller, name: string, bytes: Buffer, terms: Terms = {}) {
  const { fileId } = await storeFile(caller, { name, size: bytes.length, body: Readable.from([bytes]) })
  return share(caller, { kind: 'file', title: name, fileId }, terms)
}

export const openSpace = async (caller: PersonCaller, fields: Record<string, unknown>) =>
  (await createSpace(caller, CreateSpace.parse(fields))).spaceId

export const addPage = (caller: PersonCaller, spaceId: string, title: string, body: string) =>
  addToSpace(caller, AddToSpace.parse({ spaceId, kind: 'page', title, body }))

/** Uploads the file for the space first, as the form does. */
export async function addFile(caller: PersonCaller, spaceId: string, name: string, bytes: Buffer) {
  const { fileId } = await storeFile(caller, { name, size: bytes.length, body: Readable.from([bytes]), spaceId })
  return addToSpace(caller, AddToSpace.parse({ spaceId, kind: 'file', title: name, fileId }))
}

/** The day, as a form writes it, that many milliseconds from now. */
export const dayIn = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString().slice(0, 10)
