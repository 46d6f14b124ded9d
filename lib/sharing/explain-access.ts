import { z } from 'zod'
import { authorize } from '../access/authorize'
import { evaluate } from '../access/evaluate'
import { isLive, spaceEndFor } from '../access/live'
import { governedBy, signedIn } from '../access/visibility'
import { factsOfEntry } from '../audit/sign-ins/record-sign-in'
import { askedInWords, resultInWords } from '../words/policy-answers'
import { withMore } from '../role'
import { isOver, now } from '../clock'
import { db } from '../db/client'
import { NotFound } from '../errors'
import type { Asked, Evaluation } from '../policy'
import { type Caller, displayName } from '../principal'
import { findManagedResource, type ManagedResource } from './find-managed-resource'

/** How many of the person's newest requests are listed. */
const MOST_ANSWERS = 5

export const ExplainAccess = z.object({ resourceId: z.string(), principalId: z.uuid() })
export type ExplainAccess = z.output<typeof ExplainAccess>

/**
 * Explains why a person can, or can't, open a resource now. Evaluates the policies with the facts of the person's newest
 * recorded request. The sharer gets words that name no policy and no network, from requests for resources that they share.
 * An administrator gets each policy's answer as well, from all requests. Throws `NotFound`.
 */
export async function explainAccess(caller: Caller, input: ExplainAccess) {
  const { principalId } = ExplainAccess.safeParse(input).data ?? {}
  const resource = await findManagedResource(caller, input.resourceId)
  authorize(caller, 'resource.manage', resource)
  const person = principalId ? await findPerson(principalId, resource) : null
  if (!person) throw new NotFound('person')
  const { policies, principal } = signedIn(caller)
  const answers = await listAnswers(person.id, resource.id)
  const last = answers[0] ?? (await findLast(person.id, principal.administrator ? null : principal.id))
  const facts = last && factsOfEntry(last.facts, await networkOf(last.id))
  const evaluation = facts
    ? evaluate(policies, {
        ...facts,
        at: now(),
        aim: {
          area: 'resource',
          resourceId: resource.id,
          spaceId: resource.spaceId,
          labelId: resource.labelId,
          download: false,
        },
      })
    : null
  const barred = barOf(person)
  return {
    resource: { id: resource.id, title: resource.title },
    person: { id: person.id, name: person.name, address: person.address },
    opens: !barred && evaluation?.effect !== 'deny' && evaluation?.effect !== 'challenge',
    reasons: reasonsOf(
      person,
      barred,
      evaluation,
      policies.policies.length > 0 ? (principal.administrator ? 'been here' : 'opened anything of yours') : null,
    ),
    /** The request whose facts were used; null: there is none. */
    seen: last && { at: last.at, reference: last.reference },
    policies:
      principal.administrator && evaluation
        ? evaluation.results.map((result) => ({ ...result, words: resultInWords(result) }))
        : null,
    answers: principal.administrator ? answers.map(({ at, outcome, reference }) => ({ at, outcome, reference })) : null,
  }
}

export type ExplainedAccess = Awaited<ReturnType<typeof explainAccess>>

/** Finds a person with the grants by which they could open a resource: on itself, and on its space. */
async function findPerson(id: string, { id: resourceId, spaceId }: ManagedResource) {
  const on = { resourceId: { in: spaceId ? [resourceId, spaceId] : [resourceId] } }
  const found = await db().principal.findFirst({
    where: { id, OR: [{ grants: { some: on } }, { invitations: { some: on } }] },
    select: {
      id: true,
      kind: true,
      name: true,
      address: true,
      blockedAt: true,
      removedAt: true,
      guest: { select: { privacyAcceptedAt: true } },
      grants: {
        where: on,
        select: {
          resourceId: true,
          role: true,
          endsAt: true,
          revokedAt: true,
          revokedById: true,
          grantedBy: { select: { name: true, address: true } },
          resource: { select: { guestsUntil: true } },
        },
      },
      invitations: { where: on, select: { resourceId: true, expiresAt: true, redeemedAt: true, withdrawnAt: true } },
    },
  })
  if (!found) return null
  const { grants, invitations, ...person } = found
  // A grant in force says more than one that has ended; of two of these, the one on the thing itself.
  const [grant] = grants
    .map(({ resource, ...held }) => {
      const spaceEndsAt = spaceEndFor(person.kind, resource.guestsUntil)
      return { ...held, spaceEndsAt, live: isLive({ ...held, spaceEndsAt }), own: held.resourceId === resourceId }
    })
    .sort((a, b) => Number(b.live) - Number(a.live) || Number(b.own) - Number(a.own))
  const invitation = invitations.find((offer) => offer.resourceId === grant?.resourceId) ?? null
  return { ...person, grant: grant ?? null, invitation }
}

type Person = NonNullable<Awaited<ReturnType<typeof findPerson>>>

/** Returns why the person can't open the resource, policies apart; null: no such reason. */
function barOf({ id, kind, blockedAt, removedAt, grant, guest, invitation }: Person): string | null {
  if (removedAt) return 'An administrator has removed them.'
  if (blockedAt) return kind === 'guest' ? 'An administrator has blocked them.' : 'An administrator has disabled them.'
  if (!grant) return 'Nothing was ever given to them.'
  if (grant.revokedAt) return grant.revokedById === id ? 'They gave it up themselves.' : 'Their access was revoked.'
  if (isOver(grant.endsAt)) return 'Their access has ended.'
  if (isOver(grant.spaceEndsAt)) return 'The space has ended for guests.'
  if (kind === 'guest' && !guest?.privacyAcceptedAt && invitation && isOver(invitation.expiresAt))
    return 'They did not accept the invitation in time: send it again.'
  return null
}

/** Lists the reasons in words. `undone`: what the person has not done yet, so that policies can't be evaluated; null: there are no policies. */
function reasonsOf(
  person: Person,
  barred: string | null,
  evaluation: Evaluation | null,
  undone: string | null,
): string[] {
  if (barred) return [barred]
  const { grant, guest, kind } = person
  const through = grant!.own ? '' : ' to the space that it is in'
  const given = `${displayName(grant!.grantedBy)} gave them access${through}${withMore(grant!.role)}.`
  const waits = kind === 'guest' && !guest?.privacyAcceptedAt ? ['They have not accepted the invitation yet.'] : []
  if (!evaluation)
    return [
      given,
      ...waits,
      ...(undone
        ? [
            `They have not ${undone} since the organization’s conditions were set, so nobody can say yet what will be asked of them.`,
          ]
        : []),
    ]
  if (evaluation.effect === 'deny')
    return [
      given,
      'Your organization does not let them in under the conditions they came with last. An administrator can say more.',
    ]
  if (evaluation.effect === 'challenge') return [given, ...waits, ...evaluation.controls.map(waitsFor)]
  return [given, ...waits]
}

const waitsFor = (asked: Asked) => `Before it opens they have to give ${askedInWords(asked)}.`

const entry = { id: true, at: true, outcome: true, reference: true, facts: true } as const

const listAnswers = (principalId: string, resourceId: string) =>
  db().signIn.findMany({
    where: { principalId, resourceId },
    orderBy: { at: 'desc' },
    take: MOST_ANSWERS,
    select: entry,
  })

/** Finds a person's newest entry in the trail of sign-ins: of all, or of what one member governs and they hold. */
async function findLast(principalId: string, governorId: string | null) {
  const shared = governorId
    ? await db().resource.findMany({
        where: {
          AND: [
            governedBy(governorId),
            { OR: [{ grants: { some: { principalId } } }, { space: { grants: { some: { principalId } } } }] },
          ],
        },
        select: { id: true },
      })
    : null
  const resourceId = shared ? { in: shared.map(({ id }) => id) } : undefined
  return db().signIn.findFirst({ where: { principalId, resourceId }, orderBy: { at: 'desc' }, select: entry })
}

const networkOf = async (id: string) =>
  (await db().trailOrigin.findUnique({ where: { id }, select: { networkAddress: true } }))?.networkAddress ?? null
