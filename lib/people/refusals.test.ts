import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { listAuditEvents } from '../audit/list-audit-events'
import { db } from '../db/client'
import { makeAdministrator, seatCast, stranger } from '../db/testing'
import { AccessDenied } from '../errors'
import { changeOrganization } from '../organization/change-organization'
import { settingsRevision } from '../organization/settings-revision'
import { getSettings } from '../organization/get-settings'
import type { Caller, PersonCaller } from '../principal'
import { endPersonSessions } from './end-person-sessions'
import { getPerson } from './get-person'
import { blockGuest } from './guests/block-guest'
import { listGuests } from './guests/list-guests'
import { removeGuest } from './guests/remove-guest'
import { unblockGuest } from './guests/unblock-guest'
import { addMember } from './members/add-member'
import { demoteMember } from './members/demote-member'
import { disableMember } from './members/disable-member'
import { enableMember } from './members/enable-member'
import { listMembers } from './members/list-members'
import { promoteMember } from './members/promote-member'

let people: Record<CastName, PersonCaller>
const id = (name: CastName) => ({ principalId: people[name].principal.id })
const settings = { name: 'Woodgrove', timeZone: 'UTC', memberDomains: '', privacyStatement: 'We keep your address.' }

/** Every verb of the administrators', each about something that an administrator could do at this moment. */
const verbs: Record<string, (caller: Caller) => Promise<unknown>> = {
  listMembers: (caller) => listMembers(caller),
  listGuests: (caller) => listGuests(caller),
  getPerson: (caller) => getPerson(caller, id('nicole')),
  addMember: (caller) =>
    addMember(caller, { address: 'diego@woodgrove.example', name: null, administrator: false, guestToo: false }),
  promoteMember: (caller) => promoteMember(caller, id('lee')),
  demoteMember: (caller) => demoteMember(caller, id('priya')),
  disableMember: (caller) => disableMember(caller, id('lee')),
  enableMember: (caller) => enableMember(caller, id('megan')),
  blockGuest: (caller) => blockGuest(caller, id('nicole')),
  unblockGuest: (caller) => unblockGuest(caller, id('omar')),
  removeGuest: (caller) => removeGuest(caller, id('nicole')),
  endPersonSessions: (caller) => endPersonSessions(caller, id('nicole')),
  getSettings: (caller) => getSettings(caller),
  changeOrganization: async (caller) =>
    changeOrganization(caller, { ...settings, revision: settingsRevision(await db().organization.findFirstOrThrow()) }),
  listAuditEvents: (caller) => listAuditEvents(caller),
}

const callers: Record<string, () => Caller> = {
  stranger: () => stranger,
  guest: () => people.omar,
  'guest concerned': () => people.nicole,
  member: () => people.lee,
}

beforeEach(async () => {
  people = await seatCast()
  const at = new Date()
  await db().principal.update({ where: { id: people.omar.principal.id }, data: { blockedAt: at } })
  await db().principal.update({ where: { id: people.megan.principal.id }, data: { blockedAt: at } })
  await makeAdministrator(people.priya.principal.id)
})

/** Everything that a verb could have changed. */
const state = () =>
  Promise.all([
    db().principal.findMany({ orderBy: { id: 'asc' } }),
    db().session.findMany({ orderBy: { id: 'asc' } }),
    db().organization.findMany(),
    db().grant.findMany(),
    db().auditEvent.count(),
    db().mail.count(),
  ])

describe.each(Object.keys(verbs))('%s', (name) => {
  it.each(Object.keys(callers))('is refused to a %s, and nothing changes', async (who) => {
    const before = await state()
    await expect(verbs[name]!(callers[who]!())).rejects.toThrow(AccessDenied)
    expect(await state()).toEqual(before)
  })

  it('is done for an administrator', async () => {
    await expect(verbs[name]!(people.adele)).resolves.not.toThrow()
  })
})
