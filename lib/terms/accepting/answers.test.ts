import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { makePolicy } from '../../access/testing'
import { writeAcceptance } from '../../audit/testing'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast, stranger } from '../../db/testing'
import { AccessDenied, Conflict, NotFound } from '../../errors'
import { Browser, makeShareLink, setClock } from '../../identity/testing'
import type { PolicySettingsInput } from '../../policy'
import type { PersonCaller } from '../../principal'
import { getStep } from '../../identity/step-up/get-step'
import { statePurpose } from '../../identity/step-up/state-purpose'
import { downloadAcceptances } from '../administering/download-acceptances'
import { listAcceptances, listMyTerms, listPersonTerms } from '../administering/list-acceptances'
import { changeTerms } from '../administering/change-terms'
import { takeBackVersion } from '../administering/take-back-version'
import { getTermsSettings } from '../administering/get-terms-form'
import { askGuests, makeTerms, nextRequest, open, pdf, renew, sha256, sharePage, upload } from '../testing'
import { acceptTerms } from './accept-terms'
import { declineTerms } from './decline-terms'
import { getText } from './get-text'
import { getTermsStep } from './get-terms-step'

let people: Record<CastName, PersonCaller>
let documentId: string
let resourceId: string

/** Megan shares a page with Nicole, and every guest is asked for terms. */
beforeEach(async () => {
  people = await seatCast()
  documentId = await makeTerms(people.adele, { language2: 'de', title2: 'Regeln', markdown2: 'Seid nett' })
  await askGuests(documentId)
  resourceId = await sharePage(people.megan, people.nicole.principal.id)
})
afterEach(() => vi.useRealTimers())

const asked = async (who: PersonCaller = people.nicole) => {
  const caller = await nextRequest(who)
  const reference = (await open(caller, resourceId))!
  const step = await getTermsStep(caller, { reference, wanted: [], language: null })
  return { caller, reference, step, answer: { reference, textId: step.textId, sha256: step.sha256 } }
}
const accept = async () => {
  const { caller, answer } = await asked()
  await acceptTerms(caller, answer)
}
const opens = async () => (await open(await nextRequest(people.nicole), resourceId)) === null

describe('accepting', () => {
  it('keeps version, hash, language, time and address, tells the trail, and opens what was asked for', async () => {
    const { caller, reference } = await asked()
    const step = await getTermsStep(caller, { reference, wanted: ['de-AT', 'en'], language: null })
    expect(step).toMatchObject({
      title: 'Regeln',
      language: 'de',
      markdown: 'Seid nett',
      before: null,
      languages: [
        { language: 'en', name: 'English' },
        { language: 'de', name: 'Deutsch' },
      ],
    })
    expect(await getTermsStep(caller, { reference, wanted: ['de'], language: 'en' })).toMatchObject({ language: 'en' })
    await acceptTerms(caller, { reference, textId: step.textId, sha256: step.sha256 })
    const [row] = await db().termsAcceptance.findMany({ include: { text: true, version: true } })
    expect(row).toMatchObject({
      accepted: true,
      principalId: people.nicole.principal.id,
      text: { language: 'de' },
      version: { number: 1 },
    })
    expect(Buffer.from(row!.sha256).toString('hex')).toBe(sha256('Seid nett'))
    expect(await db().trailOrigin.findUnique({ where: { id: row!.id } })).toMatchObject({
      at: row!.at,
      networkAddress: '192.0.2.7',
    })
    expect(
      await db().auditEvent.findFirst({ where: { type: 'terms.accepted', principalId: people.nicole.principal.id } }),
    ).toMatchObject({ detail: { terms: 'Terms for guests', version: 1, language: 'de', sha256: sha256('Seid nett') } })
    expect(await opens()).toBe(true)
  })

  it('is one of 64 sent at once', async () => {
    const { caller, answer } = await asked()
    const tries = await Promise.allSettled(Array.from({ length: 64 }, () => acceptTerms(caller, answer)))
    expect(tries.filter(({ status }) => status === 'rejected')).toEqual([])
    expect(await db().termsAcceptance.count()).toBe(1)
    expect(
      await db().auditEvent.count({ where: { type: 'terms.accepted', principalId: people.nicole.principal.id } }),
    ).toBe(1)
  })

  it('takes no text but the one in force, as it stands', async () => {
    const { caller, answer } = await asked()
    const other = await makeTerms(people.adele, { name: 'Others' })
    const foreign = await db().termsText.findFirstOrThrow({ where: { version: { documentId: other } } })
    await expect(acceptTerms(caller, { ...answer, sha256: sha256('another') })).rejects.toThrow('changed meanwhile')
    await expect(acceptTerms(caller, { ...answer, sha256: '' })).rejects.toThrow(Conflict)
    await expect(acceptTerms(caller, { ...answer, textId: foreign.id })).rejects.toThrow(NotFound)
    await renew(people.adele, documentId)
    await expect(acceptTerms(await nextRequest(people.nicole), answer)).rejects.toThrow('Read them as they are now')
    expect(await db().termsAcceptance.count()).toBe(0)
  })

  it('is nobody else’s, and asked for by no other answer', async () => {
    const { answer, reference } = await asked()
    await expect(acceptTerms(people.omar, answer)).rejects.toThrow(NotFound)
    await expect(declineTerms(people.omar, answer)).rejects.toThrow(NotFound)
    await expect(getTermsStep(people.omar, { reference, wanted: [], language: null })).rejects.toThrow(NotFound)
    for (const verb of [acceptTerms, declineTerms]) await expect(verb(stranger, answer)).rejects.toThrow(AccessDenied)
    expect(await db().termsAcceptance.count()).toBe(0)
  })

  it('is asked again on a new version that says so, with what is new since', async () => {
    await accept()
    await renew(people.adele, documentId, { changes: 'A typo is gone' })
    expect(await opens()).toBe(true)
    await renew(people.adele, documentId, { revision: '2', reaccept: 'on', changes: 'You answer for your colleagues' })
    expect(await opens()).toBe(false)
    const { step } = await asked()
    expect(step).toMatchObject({
      number: 3,
      before: { number: 1, changes: ['A typo is gone', 'You answer for your colleagues'] },
    })
    await accept()
    expect(await opens()).toBe(true)
  })

  it('counts for either once a version is taken back, and the one that comes after asks everybody', async () => {
    await accept()
    await renew(people.adele, documentId, { reaccept: 'on', changes: 'Be kinder' })
    expect(await opens()).toBe(false)
    await takeBackVersion(people.adele, { documentId, number: 2 })
    expect(await opens()).toBe(true)
    await renew(people.adele, documentId, { reaccept: 'on', changes: 'Be kindest' })
    const { step, answer, caller } = await asked()
    expect(step).toMatchObject({ number: 3, before: { number: 1, changes: ['Be kindest'] } })
    await takeBackVersion(people.adele, { documentId, number: 3 })
    await expect(acceptTerms(caller, answer)).rejects.toThrow(Conflict)
    expect(await opens()).toBe(true)
    expect(await db().termsAcceptance.count({ where: { version: { number: 3 } } })).toBe(0)
  })

  it('of a version that is taken back stays, and lets on under the one before', async () => {
    await renew(people.adele, documentId, { reaccept: 'on', changes: 'Be kinder' })
    await accept()
    await takeBackVersion(people.adele, { documentId, number: 2 })
    expect(await opens()).toBe(true)
    expect((await listAcceptances(people.adele, { documentId })).rows).toMatchObject([{ number: 2, accepted: true }])
  })

  it('of a text that changed meanwhile has the page shown anew', async () => {
    const { caller, answer } = await asked()
    await renew(people.adele, documentId, { reaccept: 'on', changes: 'Be kinder' })
    await expect(acceptTerms(caller, answer)).rejects.toMatchObject({
      showAnew: true,
      message: expect.not.stringContaining('Load the page'),
    })
  })

  it('is asked again after so many days, and on a day', async () => {
    const change = async (fields: { expiresAfterDays: number | null; reacceptOn: string }) =>
      changeTerms(people.adele, {
        documentId,
        revision: (await getTermsSettings(people.adele, { documentId })).revision,
        name: 'Terms',
        ...fields,
      })
    await change({ expiresAfterDays: 10, reacceptOn: '' })
    await accept()
    const at = now()
    await db().session.updateMany({ data: { expiresAt: after(at, 100 * DAY) } })
    setClock(after(at, 10 * DAY - 1000))
    expect(await opens()).toBe(true)
    setClock(after(at, 10 * DAY))
    expect(await opens()).toBe(false)
    await accept()
    const tomorrow = after(now(), DAY).toISOString().slice(0, 10)
    await change({ expiresAfterDays: null, reacceptOn: tomorrow })
    expect(await opens()).toBe(true)
    setClock(after(now(), 3 * DAY))
    expect(await opens()).toBe(false)
  })
})

describe('declining', () => {
  const decline = async () => {
    const { caller, answer } = await asked()
    return declineTerms(caller, answer)
  }
  const anotherSession = async () => {
    const at = now()
    const { id } = await db().session.create({
      data: {
        principalId: people.nicole.principal.id,
        tokenHash: new Uint8Array(32).fill(Math.random() * 256),
        startedAt: at,
        expiresAt: after(at, DAY),
        networkAddress: '192.0.2.7',
        userAgent: 'x',
      },
    })
    return { ...people.nicole, session: { ...people.nicole.session, id } }
  }

  it('ends every session, keeps the answer, and tells the sharer the first time', async () => {
    const elsewhere = await anotherSession()
    expect(await decline()).toEqual({ declined: true })
    await expect(nextRequest(people.nicole)).rejects.toThrow('over')
    await expect(nextRequest(elsewhere)).rejects.toThrow('over')
    expect(await db().termsAcceptance.findMany()).toMatchObject([{ accepted: false }])
    expect(
      await db().auditEvent.count({ where: { type: 'terms.declined', principalId: people.nicole.principal.id } }),
    ).toBe(1)
    people.nicole = await anotherSession()
    await decline()
    expect(await db().mail.findMany({ where: { template: 'terms-declined' } })).toMatchObject([
      { recipient: 'megan@woodgrove.example', replyTo: 'nicole@contoso.example' },
    ])
  })

  it('can be followed by accepting, later', async () => {
    await decline()
    people.nicole = await anotherSession()
    expect(await opens()).toBe(false)
    await accept()
    expect(await opens()).toBe(true)
  })

  it('is one answer of 64 sent at once', async () => {
    const { caller, answer } = await asked()
    await Promise.all(Array.from({ length: 64 }, () => declineTerms(caller, answer)))
    expect(await db().termsAcceptance.count()).toBe(1)
    expect(await db().mail.count({ where: { template: 'terms-declined' } })).toBe(1)
  })

  it('leaves a guest who was invited as they were, the invitation open', async () => {
    const principalId = people.nicole.principal.id
    await db().guest.update({ where: { principalId }, data: { privacyAcceptedAt: null, privacyVersion: null } })
    await db().invitation.create({
      data: {
        tokenHash: new Uint8Array(32),
        resourceId,
        principalId,
        invitedById: people.megan.principal.id,
        createdAt: now(),
        expiresAt: after(now(), DAY),
      },
    })
    await decline()
    expect(await db().principal.findUnique({ where: { id: principalId } })).toMatchObject({ removedAt: null })
    expect(await db().invitation.findFirst()).toMatchObject({ redeemedAt: null, withdrawnAt: null })
    expect(await db().guest.findUnique({ where: { principalId } })).toMatchObject({ privacyAcceptedAt: null })
  })

  it('removes somebody who came by a share link and got nothing, who may come again', async () => {
    const link = await makeShareLink({ resourceId, createdById: people.megan.principal.id, audience: 'anyone' })
    const { redeemShareLink } = await import('../../sharing/redeem-share-link')
    const { recordRefusal } = await import('../../audit/record-refusal')
    const come = async () => {
      const { caller } = await new Browser().signIn('sam@northwind.example', {
        purpose: 'share-link',
        shareLinkId: link.id,
      })
      const error = await redeemShareLink(caller, { token: link.token, acceptPrivacy: true }).catch((thrown) => thrown)
      const reference = (await recordRefusal(caller, error))!
      const step = await getTermsStep(caller, { reference, wanted: [], language: null })
      return { caller, answer: { reference, textId: step.textId, sha256: step.sha256 } }
    }
    for (let time = 0; time < 2; time++) {
      const { caller, answer } = await come()
      await declineTerms(caller, answer)
      expect(await db().principal.findUnique({ where: { address: 'sam@northwind.example' } })).toMatchObject({
        removedAt: expect.any(Date),
      })
      await db().budget.deleteMany()
    }
    const { caller, answer } = await come()
    await acceptTerms(caller, answer)
    await redeemShareLink(await nextRequest(caller), { token: link.token, acceptPrivacy: true })
    expect(await db().principal.findUnique({ where: { address: 'sam@northwind.example' } })).toMatchObject({
      removedAt: null,
    })
    expect((await db().shareLink.findUniqueOrThrow({ where: { id: link.id } })).peopleCount).toBe(1)
  })
})

describe('a text', () => {
  it('is for whoever is asked, whoever accepted it, and administrators; for nobody else', async () => {
    const fileId3 = await upload(people.adele, pdf())
    await renew(people.adele, documentId, { language3: 'fr', title3: 'Règles', format3: 'pdf', fileId3 })
    const text = await db().termsText.findFirstOrThrow({ where: { format: 'pdf' } })
    const { caller, reference, answer } = await asked()
    const read = (who: PersonCaller, by: string | null = null, textId = text.id) =>
      getText(who, { textId, reference: by })
    expect(Buffer.from((await read(caller, reference)).content)).toEqual(pdf())
    expect((await read(people.adele)).number).toBe(2)
    for (const who of [people.lee, people.megan, people.omar, caller]) await expect(read(who)).rejects.toThrow(NotFound)
    await expect(read(people.omar, reference)).rejects.toThrow(NotFound)
    await acceptTerms(caller, { ...answer, textId: text.id, sha256: sha256(pdf()) })
    expect((await read(await nextRequest(people.nicole))).title).toBe('Règles')
    const old = await db().termsText.findFirstOrThrow({ where: { version: { number: 1 } } })
    await expect(read(caller, reference, old.id)).rejects.toThrow(NotFound)
    for (const textId of ['x', '', '018f0000-0000-7000-8000-000000000000'])
      await expect(read(people.adele, null, textId)).rejects.toThrow(NotFound)
  })
})

describe('the list of who accepted', () => {
  const row = (principalId: string, accepted: boolean, at: Date) =>
    db()
      .termsVersion.findFirstOrThrow({ include: { texts: true } })
      .then(({ id: versionId, texts: [text] }) =>
        writeAcceptance({ principalId, documentId, versionId, textId: text!.id, sha256: text!.sha256, accepted, at }),
      )

  it('is searched, narrowed, sorted and read in pages, and stands on each person’s page', async () => {
    const { nicole, omar } = people
    for (let n = 0; n < 60; n++) await row(nicole.principal.id, true, after(now(), n))
    await row(omar.principal.id, false, now())
    const list = (more = {}) => listAcceptances(people.adele, { documentId, ...more })
    expect(await list()).toMatchObject({ total: 61, pages: 2, counts: { accepted: 60, declined: 1 } })
    expect((await list({ page: '2' })).rows).toHaveLength(11)
    expect((await list({ answer: 'declined' })).rows).toMatchObject([
      { address: 'omar@fabrikam.example', accepted: false },
    ])
    expect((await list({ q: 'fabrikam' })).rows).toMatchObject([{ networkAddress: '192.0.2.7' }])
    expect((await list({ version: '2' })).total).toBe(0)
    expect((await list({ sort: 'name' })).rows[0]).toMatchObject({ name: 'Nicole Baker' })
    expect(await list({ page: '-1', sort: 'x', answer: 'y', version: 'z', q: '%' })).toMatchObject({
      total: 0,
      page: 1,
      sort: 'newest',
      answer: null,
      version: null,
    })
    const omars = { total: 1, rows: [{ document: 'Terms for guests', accepted: false, number: 1 }] }
    expect(await listPersonTerms(people.adele, { principalId: omar.principal.id })).toMatchObject(omars)
    expect(await listMyTerms(omar, {})).toMatchObject(omars)
    expect(await listMyTerms(people.lee, {})).toMatchObject({ total: 0, rows: [] })
  })

  it('is downloaded whole, in batches, with nothing that a spreadsheet takes for a formula', async () => {
    const { nicole, omar } = people
    await db().principal.update({
      where: { id: nicole.principal.id },
      data: { name: '=HYPERLINK("https://evil.example","x")' },
    })
    await db().termsDocument.update({ where: { id: documentId }, data: { name: '@SUM(1)/x' } })
    for (let n = 0; n < 7; n++) await row(n % 2 ? nicole.principal.id : omar.principal.id, true, after(now(), n % 3))
    const { fileName, parts } = await downloadAcceptances(people.adele, { documentId }, 3)
    let csv = ''
    for await (const part of parts) csv += part
    expect(fileName).toBe('@SUM(1) x, acceptances.csv')
    expect(csv.startsWith('\ufeffDocument,Version,Language,Person,')).toBe(true)
    expect(csv.trim().split('\r\n')).toHaveLength(8)
    expect(csv).toContain(
      `'@SUM(1)/x,1,en,"'=HYPERLINK(""https://evil.example"",""x"")",nicole@contoso.example,contoso.example,Guest,Accepted,`,
    )
    expect(csv).toContain(sha256('# Be kind'))
    expect(csv.replace('\ufeff', '')).not.toMatch(/(?:^|[,\r\n"])[=+\-@]/)
    expect(await db().auditEvent.count({ where: { type: 'terms.downloaded' } })).toBeGreaterThan(0)
  })
})

describe('where any one of several will do', () => {
  const anyOf = async (controls: PolicySettingsInput['controls']) => {
    await db().policy.deleteMany()
    await makePolicy({
      who: { guests: true },
      what: { allResources: true },
      controls: { operator: 'any', ...controls },
    })
  }

  it('each is a way of its own, the easiest first, and one is enough', async () => {
    await anyOf({ multiFactor: true, passkey: true, codeForEach: true, purpose: true, termsIds: [documentId] })
    const caller = await nextRequest(people.nicole)
    const reference = (await open(caller, resourceId))!
    const step = await getStep(caller, { reference })
    expect(step).toMatchObject({
      left: 1,
      ways: [
        { control: 'purpose', name: null },
        { control: `terms:${documentId}`, name: 'Terms for guests' },
        { control: 'code' },
        { control: 'multi-factor' },
      ],
    })
    expect(await db().signIn.findFirstOrThrow({ where: { reference } })).toMatchObject({
      outcome: 'asked',
      reason: `purpose or terms:${documentId} or code or multi-factor`,
    })
    await statePurpose(caller, { purpose: 'The audit' })
    expect((await getStep(await nextRequest(people.nicole), { reference })).ways).toEqual([])
    expect(await opens()).toBe(true)
  })

  it('the document that was read is the one that is accepted, and nobody has to decline', async () => {
    const other = await makeTerms(people.adele, { name: 'Other terms', title1: 'Others', markdown1: 'Be quick' })
    await anyOf({ termsIds: [documentId, other] })
    const caller = await nextRequest(people.nicole)
    const reference = (await open(caller, resourceId))!
    const step = await getTermsStep(caller, { reference, wanted: [], language: null, documentId: other })
    expect(step).toMatchObject({ title: 'Others', alone: false })
    expect(
      await getTermsStep(caller, { reference, wanted: [], language: null, documentId: 'none of them' }),
    ).toMatchObject({ name: 'Terms for guests' })
    expect(await getText(caller, { textId: step.textId, reference })).toMatchObject({ documentId: other })
    await acceptTerms(caller, { reference, textId: step.textId, sha256: step.sha256 })
    expect((await db().termsAcceptance.findMany()).map((row) => row.documentId)).toEqual([other])
    expect(await opens()).toBe(true)
  })
})
