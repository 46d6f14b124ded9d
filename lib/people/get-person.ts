import { z } from 'zod'
import { rolesAt, withAdministrator } from '../access/administrators'
import { may } from '../access/decide'
import { signedIn } from '../access/visibility'
import { authorizeReading } from '../audit/authorize-reading'
import { findAuditEvents } from '../audit/find-audit-events.sql'
import { toRow } from '../audit/list-audit-events'
import { pageField } from '../forms/pages'
import { isId } from '../ids'
import { browserName } from '../words/browser-name'
import { now } from '../clock'
import { db } from '../db/client'
import { NotFound } from '../errors'
import { findFactors } from '../identity/factors/find-factors'
import { rowsOf } from '../identity/factors/manage-factors'
import { findWaitingReset } from '../identity/factors/resets/reset-state'
import { whoVouches } from '../identity/factors/resets/vouchers'
import { callerId, type Caller } from '../principal'
import { listHeldGrants } from './held-grants'
import { whatHangsOnOne } from './members/what-hangs'
import { sharesOf } from './shares-of'
import { personState } from './state'

const HISTORY = 20

/** `page`: of what the person can open. `shares`: of what they share. */
const GetPerson = z.object({ principalId: z.string(), page: pageField, shares: pageField })
type GetPerson = z.input<typeof GetPerson>

/** Everything an administrator sees of a person: state, sponsor, grants and shares in pages of 50, sessions, newest events. */
export async function getPerson(caller: Caller, input: { principalId: string; page?: unknown; shares?: unknown }) {
  const { principalId, page, shares: sharesPage } = GetPerson.parse(input)
  await authorizeReading(caller, 'person', { principalId })
  const person = isId(principalId) ? await findPerson(principalId) : null
  if (!person) throw new NotFound('person')
  const [grants, shares, sessions, invitations, events] = await Promise.all([
    listHeldGrants(caller, person, page),
    sharesOf(caller, principalId, sharesPage),
    findSessions(caller, principalId),
    db().invitation.count({ where: { principalId, redeemedAt: null, withdrawnAt: null, expiresAt: { gt: now() } } }),
    findAuditEvents({ people: [principalId], address: person.address }, HISTORY),
  ])
  const { guest, blockedAt, removedAt, provenAt, createdAt, createdBy, id, kind, address, name, administrator } = person
  return {
    person: { id, kind, address, name, administrator },
    state: personState(person),
    sponsor: guest?.sponsor ?? null,
    since: {
      createdAt,
      createdBy,
      invitedAt: guest?.invitedAt ?? null,
      provenAt,
      acceptedAt: guest?.privacyAcceptedAt ?? null,
      blockedAt,
      removedAt,
    },
    removalDueAt: (blockedAt && !removedAt && guest?.removalDueAt) || null,
    resources: person._count.resources,
    shares,
    invitations,
    grants,
    sessions,
    factors: rowsOf(await findFactors(db(), principalId)),
    reset: await findWaitingReset(db(), principalId),
    vouching: await whoVouches(db(), { person, asker: signedIn(caller).principal }, guest?.sponsor?.id ?? null),
    mayReset: may(caller, 'factor.reset', { principalId }),
    callerId: signedIn(caller).principal.id,
    history: events.map(toRow),
    mayDisable: may(caller, 'member.disable', { principalId }),
    own: callerId(caller) === principalId,
    /** Of a member. */
    hanging: await whatHangsOnOne(db(), principalId),
  }
}

export type PersonView = Awaited<ReturnType<typeof getPerson>>

const named = { select: { id: true, name: true, address: true, kind: true } } as const

async function findPerson(id: string) {
  const found = await db().principal.findUnique({
    where: { id },
    select: {
      ...named.select,
      roles: rolesAt(),
      createdAt: true,
      createdBy: named,
      provenAt: true,
      blockedAt: true,
      removedAt: true,
      guest: { select: { invitedAt: true, privacyAcceptedAt: true, removalDueAt: true, sponsor: named } },
      _count: { select: { resources: { where: { spaceId: null, deletedAt: null } } } },
    },
  })
  return found && withAdministrator(found)
}

async function findSessions(caller: Caller, principalId: string) {
  const open = await db().session.findMany({
    where: { principalId, endedAt: null, expiresAt: { gt: now() } },
    orderBy: { startedAt: 'desc' },
    take: 100,
    select: { id: true, startedAt: true, expiresAt: true, userAgent: true, networkAddress: true },
  })
  const own = caller.kind === 'person' ? caller.session.id : null
  return open.map(({ userAgent, ...session }) => ({
    ...session,
    browser: browserName(userAgent),
    thisOne: session.id === own,
  }))
}
