import { waysOf } from '../../access/controls'
import { type Facts, factsOf } from '../../access/facts'
import type { Action, Target } from '../../access/permissions'
import { after, MINUTE, now } from '../../clock'
import { db } from '../../db/client'
import type { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import type { Evaluation } from '../../policy'
import type { PersonCaller } from '../../principal'
import { type Proofs, proofsOf, readProofs, type Strength } from '../../proof'
import { newReference } from '../../reference'
import { type Entry, insertEntry, writing } from './record-sign-in.sql'

/** How long the same answer to the same question of one session is one entry. Milliseconds. */
const ONE_ANSWER = 10 * MINUTE

export type Answered = { action: Action; target: Target; evaluation?: Evaluation }

/** Makes the part of a statement that records the start of a session, with the answer of each policy to a sign-in. */
export const recordingSessionStart = (caller: PersonCaller, evaluation: Evaluation): Prisma.Sql =>
  writing(caller, newReference(), {
    aim: { area: 'sign-in' },
    kind: 'sign_in',
    outcome: 'allowed',
    action: null,
    evaluation,
    reason: null,
  })

/** Records that something was opened, where any policy applied to it. */
export async function recordAllowed(tx: Tx, caller: PersonCaller, { action, target, evaluation }: Answered) {
  const facts =
    evaluation && evaluation.results.some(({ result }) => result !== 'not-applied')
      ? factsOf(caller, action, target)
      : null
  if (facts)
    await write(tx, caller, {
      aim: facts.aim,
      kind: 'access',
      outcome: 'allowed',
      action,
      evaluation: evaluation!,
      reason: null,
    })
}

/**
 * Records that policies asked for a control first, or refused. Resolves to the reference that a person can quote. The same
 * answer within ten minutes has the same reference.
 */
export async function recordAnswer(
  tx: Tx,
  caller: PersonCaller,
  { action, target, evaluation }: Required<Answered>,
): Promise<string> {
  const facts = factsOf(caller, action, target)
  if (!facts) throw new Error(`No policy reaches ${action}.`)
  const outcome = evaluation.effect === 'deny' ? 'refused' : 'asked'
  const reason =
    outcome === 'refused' ? 'policy' : (evaluation.controls.slice(0, 1).map(waysOf)[0]?.join(' or ') ?? null)
  // The person is in the condition, since there is an index by person.
  const same = {
    principalId: caller.principal.id,
    sessionId: caller.session.id,
    resourceId: target.resourceId ?? null,
    action,
    outcome,
    reason,
    at: { gt: after(now(), -ONE_ANSWER) },
  } as const
  const before = await tx.signIn.findFirst({ where: same, orderBy: { at: 'desc' }, select: { reference: true } })
  return before?.reference ?? write(tx, caller, { aim: facts.aim, kind: 'access', outcome, action, evaluation, reason })
}

async function write(tx: Tx, caller: PersonCaller, entry: Entry) {
  const reference = newReference()
  await insertEntry(tx, caller, reference, entry)
  return reference
}

/**
 * Reads the facts of an entry as they were, to evaluate other policies with them. `networkAddress`: the address stored
 * beside the entry; null where it was emptied, which counts against the person. Null: the facts can't be read.
 */
export function factsOfEntry(kept: unknown, networkAddress: string | null): Facts | null {
  const facts = kept as Partial<Facts> as Facts
  if (!facts.session || !facts.person || !facts.accepted) return null
  const { session } = facts
  return {
    ...facts,
    networkAddress,
    at: new Date(facts.at),
    person: { ...facts.person, guestSince: date(facts.person.guestSince) },
    browserKnownAt: date(facts.browserKnownAt),
    session: {
      ...session,
      startedAt: new Date(session.startedAt),
      proofs: proofsOfEntry(session),
      seenAt: date(session.seenAt),
    },
    accepted: facts.accepted.map((one) => ({ ...one, at: new Date(one.at) })),
  }
}

const date = (value: Date | string | null | undefined) => (value ? new Date(value) : null)

/** The session in an entry. One from before proofs were kept has a strength, and the time of the newest code since the start. */
type KeptSession = { startedAt: Date | string } & ({ proofs: Proofs } | { strength: Strength; codeAt: string | null })

/** Reads the proofs of an entry. No time of a second factor was kept before proofs were: the start stands in for it. */
function proofsOfEntry(session: KeptSession): Proofs {
  if ('proofs' in session) return readProofs(session.proofs)
  const proofs = proofsOf(session.strength, new Date(session.startedAt))
  return session.codeAt ? { ...proofs, mailbox: new Date(session.codeAt) } : proofs
}

/** Finds an entry of the caller's own session by its reference. Null for any other reference. */
export const findOwnEntry = ({ session }: PersonCaller, reference: string) =>
  db().signIn.findFirst({
    where: { reference, sessionId: session.id },
    select: { reference: true, outcome: true, action: true, resourceId: true, at: true },
  })
