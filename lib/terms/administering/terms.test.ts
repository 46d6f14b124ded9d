import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { makePolicy } from '../../access/testing'
import { db } from '../../db/client'
import { seatCast, stranger } from '../../db/testing'
import { AccessDenied, Conflict, Invalid, NotFound } from '../../errors'
import type { Caller, PersonCaller } from '../../principal'
import { ChangeTerms } from '../terms-form'
import { askGuests, makeTerms, pdf, renew, sha256, upload } from '../testing'
import { changeTerms } from './change-terms'
import { createTerms } from './create-terms'
import { deleteTerms } from './delete-terms'
import { downloadAcceptances } from './download-acceptances'
import { beginTerms, beginVersion, getTermsSettings } from './get-terms-form'
import { getTerms } from './get-terms'
import { listAcceptances, listPersonTerms } from './list-acceptances'
import { listTerms } from './list-terms'
import { takeBackVersion } from './take-back-version'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const policyVersion = async () => (await db().organization.findUniqueOrThrow({ where: { id: 1 } })).policyVersion
const fieldsOf = (promise: Promise<unknown>) =>
  promise.then(
    () => ({}),
    (error) => (error instanceof Invalid ? error.fields : Promise.reject(error)),
  )
const nothing = '018f0000-0000-7000-8000-000000000000'

describe('a document of terms', () => {
  it('is kept with its languages in order, each with its hash, and counts at once', async () => {
    const before = await policyVersion()
    const fileId = await upload(people.adele, pdf())
    const documentId = await makeTerms(people.adele, {
      language1: 'DE',
      title1: 'Regeln',
      markdown1: '# Seid nett',
      language2: 'en',
      title2: 'Rules',
      format2: 'pdf',
      fileId2: fileId,
      language3: 'fr-ca',
      title3: 'Règles',
      markdown3: 'Soyez gentils',
    })
    const { versions } = await getTerms(people.adele, { documentId })
    expect(versions).toMatchObject([{ number: 1, reaccept: false, createdBy: { address: 'adele@woodgrove.example' } }])
    expect(
      versions[0]!.texts.map(({ language, title, format, sha256: hash }) => [language, title, format, hash]),
    ).toEqual([
      ['de', 'Regeln', 'markdown', sha256('# Seid nett')],
      ['en', 'Rules', 'pdf', sha256(pdf())],
      ['fr-CA', 'Règles', 'markdown', sha256('Soyez gentils')],
    ])
    expect(await policyVersion()).toBe(before + 1)
    expect(
      await db().auditEvent.findFirst({ where: { type: 'terms.created' }, orderBy: { at: 'desc' } }),
    ).toMatchObject({
      detail: {
        terms: 'Terms for guests',
        version: 1,
        texts: [{ language: 'de', sha256: sha256('# Seid nett') }, {}, {}],
      },
    })
  })

  it('says of every field what is wrong with it', async () => {
    expect(await fieldsOf(makeTerms(people.adele, { language1: 'english', title1: '', markdown1: ' ' }))).toEqual({
      language1: expect.stringContaining('“english” is no language'),
      title1: expect.stringContaining('title'),
      markdown1: expect.stringContaining('Write the text'),
    })
    expect(await fieldsOf(makeTerms(people.adele, { language2: 'EN', title2: 'Again', markdown2: 'x' }))).toEqual({
      language2: expect.stringContaining('already'),
    })
    expect(
      await fieldsOf(makeTerms(people.adele, { reacceptOn: '2027-13-01', markdown1: 'x'.repeat(200_001) })),
    ).toEqual({ reacceptOn: expect.stringContaining('Choose a day'), markdown1: expect.stringContaining('Shorten') })
    await makeTerms(people.adele)
    expect(await fieldsOf(makeTerms(people.adele, { name: 'TERMS for guests' }))).toEqual({
      name: expect.stringContaining('Another document'),
    })
    expect(await db().termsDocument.count()).toBe(1)
  })

  it.each([
    ['of 0 bytes', Buffer.alloc(0), 'empty'],
    ['that is a picture', Buffer.from('\x89PNG\r\n\x1a\n'), 'not a PDF'],
    ['that is called so late', Buffer.concat([Buffer.alloc(2000, 32), pdf()]), 'not a PDF'],
    ['of more than 10 MB', Buffer.concat([pdf(), Buffer.alloc(10 * 1024 ** 2)]), 'at most 10 MB'],
  ])('takes no PDF %s', async (_, bytes, problem) => {
    const fileId1 = await upload(people.adele, bytes)
    expect(await fieldsOf(makeTerms(people.adele, { format1: 'pdf', fileId1 }))).toEqual({
      fileId1: expect.stringContaining(problem),
    })
  })

  it('takes no file of somebody else’s, none that is shared, and none at all', async () => {
    const others = await upload(people.megan, pdf())
    const shared = await upload(people.adele, pdf())
    await db().resource.create({
      data: {
        kind: 'file',
        title: 'Mine',
        fileId: shared,
        sharedById: people.adele.principal.id,
        createdAt: new Date(),
      },
    })
    for (const fileId1 of [others, shared, '', nothing, 'x'])
      expect(await fieldsOf(makeTerms(people.adele, { format1: 'pdf', fileId1 }))).toEqual({
        fileId1: expect.stringContaining('Choose a PDF'),
      })
  })

  it('is one of 40 at most, however many are set up at once', async () => {
    for (let n = 0; n < 38; n++) await makeTerms(people.adele, { name: `Terms ${n}` })
    const tries = await Promise.allSettled(
      Array.from({ length: 16 }, (_, n) => makeTerms(people.adele, { name: `More ${n}` })),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    expect(tries.filter((one) => one.status === 'rejected' && one.reason instanceof Conflict)).toHaveLength(14)
  })

  it('keeps a PDF in a new version, and puts one version in force for each number, whoever is faster', async () => {
    const documentId = await makeTerms(people.adele, { format1: 'pdf', fileId1: await upload(people.adele, pdf()) })
    const { texts, revision } = await beginVersion(people.adele, { documentId })
    const again = {
      revision: String(revision),
      format1: 'pdf',
      kept1: texts[0]!.kept,
      language2: 'de',
      title2: 'Regeln',
      markdown2: 'Nett',
    }
    const tries = await Promise.allSettled(Array.from({ length: 16 }, () => renew(people.adele, documentId, again)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [version] = (await getTerms(people.adele, { documentId })).versions
    expect(version).toMatchObject({ number: 2, texts: [{ language: 'en', sha256: sha256(pdf()) }, { language: 'de' }] })
  })

  it('has its version in force taken back, once of 32 at once, on the trail; the first one stays', async () => {
    const documentId = await makeTerms(people.adele)
    await expect(takeBackVersion(people.adele, { documentId, number: 1 })).rejects.toThrow(/no version before/)
    await renew(people.adele, documentId)
    await renew(people.adele, documentId, { revision: '2' })
    const tries = await Promise.allSettled(
      Array.from({ length: 32 }, () => takeBackVersion(people.adele, { documentId, number: 3 })),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await getTerms(people.adele, { documentId })).toMatchObject({
      inForce: 2,
      before: 1,
      versions: [{ number: 3, takenBackAt: expect.any(Date) }, { number: 2, takenBackAt: null }, { number: 1 }],
    })
    expect((await listTerms(people.adele)).rows).toMatchObject([{ number: 2 }])
    expect(await db().auditEvent.findMany({ where: { type: 'terms.taken-back' } })).toMatchObject([
      { detail: { version: 3, inForce: 2 } },
    ])
    await expect(renew(people.adele, documentId, { revision: '3' })).rejects.toThrow(Conflict)
    await renew(people.adele, documentId, { revision: '2' })
    expect(await getTerms(people.adele, { documentId })).toMatchObject({ inForce: 4, before: 2 })
  })

  it('says what is new where everybody is asked again', async () => {
    const documentId = await makeTerms(people.adele)
    expect(await fieldsOf(renew(people.adele, documentId, { reaccept: 'on' }))).toEqual({
      changes: expect.stringContaining('what is new'),
    })
  })

  it('is not deleted while a policy asks for it, whether that is on or off', async () => {
    const documentId = await makeTerms(people.adele)
    const policyId = await askGuests(documentId)
    await makePolicy(
      { who: { members: true }, what: { allResources: true }, controls: { termsIds: [documentId] } },
      { name: 'Off for now', state: 'off' },
    )
    await expect(deleteTerms(people.adele, { documentId })).rejects.toThrow(
      'The policies “A policy” and “Off for now” ask for “Terms for guests”.',
    )
    await db().policy.update({ where: { id: policyId }, data: { deletedAt: new Date() } })
    await expect(deleteTerms(people.adele, { documentId })).rejects.toThrow('“Off for now” asks for')
    await db().policy.deleteMany()
    await deleteTerms(people.adele, { documentId })
    await expect(getTerms(people.adele, { documentId })).rejects.toThrow(NotFound)
    expect((await listTerms(people.adele)).rows).toEqual([])
  })

  it('changes its name and when it is asked again, on the organization’s clocks', async () => {
    const documentId = await makeTerms(people.adele)
    const { revision } = await getTermsSettings(people.adele, { documentId })
    await changeTerms(
      people.adele,
      ChangeTerms.parse({
        documentId,
        revision,
        name: 'House rules',
        expiresAfterDays: '30',
        reacceptOn: '2027-01-31',
      }),
    )
    await expect(
      changeTerms(
        people.adele,
        ChangeTerms.parse({ documentId, revision, name: 'House rules of old', expiresAfterDays: '' }),
      ),
    ).rejects.toThrow(Conflict)
    expect(await db().termsDocument.findFirst()).toMatchObject({
      name: 'House rules',
      expiresAfterDays: 30,
      reacceptAt: new Date('2027-01-31T05:00:00Z'),
    })
    expect(await getTermsSettings(people.adele, { documentId })).toMatchObject({
      reacceptOn: '2027-01-31',
      expiresAfterDays: 30,
    })
    for (const days of ['0', '-1', '1.5', '99999', 'many'])
      expect(ChangeTerms.safeParse({ documentId, name: 'x', expiresAfterDays: days }).success, days).toBe(false)
  })
})

describe('whoever does not administer', () => {
  const verbs = (documentId: string): Record<string, (caller: Caller) => Promise<unknown>> => ({
    createTerms: (caller) => createTerms(caller, { name: 'x', expiresAfterDays: null, reacceptOn: '' }),
    changeTerms: (caller) =>
      changeTerms(caller, { documentId, revision: '', name: 'x', expiresAfterDays: null, reacceptOn: '' }),
    renewTerms: (caller) => renew(caller as PersonCaller, documentId),
    takeBackVersion: (caller) => takeBackVersion(caller, { documentId, number: 1 }),
    deleteTerms: (caller) => deleteTerms(caller, { documentId }),
    listTerms: (caller) => listTerms(caller),
    getTerms: (caller) => getTerms(caller, { documentId }),
    beginTerms: (caller) => beginTerms(caller),
    beginVersion: (caller) => beginVersion(caller, { documentId }),
    getTermsSettings: (caller) => getTermsSettings(caller, { documentId }),
    listAcceptances: (caller) => listAcceptances(caller, { documentId }),
    listPersonTerms: (caller) => listPersonTerms(caller, { principalId: people.nicole.principal.id }),
    downloadAcceptances: (caller) => downloadAcceptances(caller, { documentId }),
  })

  it('does and sees nothing of it', async () => {
    const documentId = await makeTerms(people.adele)
    for (const [name, verb] of Object.entries(verbs(documentId)))
      for (const caller of [stranger, people.nicole, people.lee, people.megan])
        await expect(verb(caller), name).rejects.toThrow(AccessDenied)
    expect(await db().termsVersion.count()).toBe(1)
  })
})
