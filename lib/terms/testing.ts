import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { makePolicy } from '../access/testing'
import { recordRefusal } from '../audit/record-refusal'
import { now } from '../clock'
import { db } from '../db/client'
import { environment } from '../db/testing'
import { transaction } from '../db/transaction'
import { ControlRequired } from '../errors'
import { storeFile } from '../files/store-file'
import { browserMark } from '../identity/sessions/browser-mark'
import { findCaller } from '../identity/sessions/find-caller'
import type { PersonCaller } from '../principal'
import { hashToken, newToken } from '../secrets'
import { getSharedResource } from '../sharing/get-shared-resource'
import { giveGrant } from '../sharing/give-grant'
import { createTerms } from './administering/create-terms'
import { renewTerms } from './administering/renew-terms'
import { CreateTerms, RenewTerms } from './terms-form'

const english = {
  name: 'Terms for guests',
  language1: 'en',
  title1: 'Terms',
  format1: 'markdown',
  markdown1: '# Be kind',
}

/** A document as a form would set it up, in English unless said otherwise. */
export const makeTerms = async (caller: PersonCaller, fields: Record<string, unknown> = {}) =>
  (await createTerms(caller, CreateTerms.parse({ ...english, ...fields }))).documentId

/** A new version, as a form would put it in force. */
export const renew = (caller: PersonCaller, documentId: string, fields: Record<string, unknown> = {}) =>
  renewTerms(caller, RenewTerms.parse({ documentId, revision: '1', ...english, markdown1: '# Be kinder', ...fields }))

/** A policy that asks every guest for a document before anything opens. */
export const askGuests = (...termsIds: string[]) =>
  makePolicy({ who: { guests: true }, what: { allResources: true }, controls: { termsIds } })

/** The person as their next request would find them, with everything as it stands now. */
export async function nextRequest({ session }: PersonCaller): Promise<PersonCaller> {
  const token = newToken()
  await db().session.update({ where: { id: session.id }, data: { tokenHash: hashToken(token) } })
  const caller = await findCaller(environment, token, { mark: browserMark(session.id) })
  if (caller.kind !== 'person') throw new Error('The session is over.')
  return caller
}

/** A page of Megan's, shared with somebody. */
export async function sharePage(megan: PersonCaller, principalId: string) {
  const { id: resourceId } = await db().resource.create({
    data: { kind: 'page', title: 'Plan', body: 'x', sharedById: megan.principal.id, createdAt: now() },
  })
  await transaction((tx) => giveGrant(tx, megan, { resourceId, principalId, role: 'view', endsAt: null }))
  return resourceId
}

/** Opens it, and answers with the reference of what is asked first; null: it opens. */
export async function open(caller: PersonCaller, resourceId: string): Promise<string | null> {
  try {
    await getSharedResource(caller, { resourceId })
    return null
  } catch (error) {
    if (!(error instanceof ControlRequired)) throw error
    return recordRefusal(caller, error)
  }
}

/** A file that was just uploaded and is shared nowhere. */
export const upload = async (caller: PersonCaller, bytes: Buffer, name = 'terms.pdf') =>
  (await storeFile(caller, { name, size: bytes.length, body: Readable.from(bytes.length > 0 ? [bytes] : []) })).fileId

export const pdf = (words = 'Be kind') => Buffer.from(`%PDF-1.4\n${words}\n%%EOF\n`)

export const sha256 = (content: Uint8Array | string) => createHash('sha256').update(content).digest('hex')
