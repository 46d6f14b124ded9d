// In SQL: one statement writes an entry and its origin, by itself or as a part of a larger one.

import { type Aim, factsFor } from '../../access/facts'
import type { Action } from '../../access/permissions'
import { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import type { Evaluation } from '../../policy'
import type { PersonCaller } from '../../principal'
import { strengthOf } from '../../proof'
import { browserName } from '../../words/browser-name'
import { keepingOrigin } from '../keep-origin.sql'
import { trailId } from '../trail-id'

export type Entry = {
  aim: Aim
  kind: 'sign_in' | 'access'
  outcome: 'allowed' | 'asked' | 'refused'
  action: Action | null
  evaluation: Evaluation
  reason: string | null
}

/** Writes an entry, with its origin beside it. */
export const insertEntry = (tx: Tx, caller: PersonCaller, reference: string, entry: Entry) =>
  tx.$executeRaw`WITH ${writing(caller, reference, entry)} SELECT`

/** Makes the expressions that write an entry and, beside it, its origin. */
export function writing(
  caller: PersonCaller,
  reference: string,
  { aim, kind, outcome, action, evaluation, reason }: Entry,
) {
  const { principal, session, environment } = caller
  const { networkAddress: _beside, ...facts } = factsFor(caller, aim)
  const { at, country, platform } = facts
  const id = trailId(at)
  const resourceId = aim.area === 'resource' ? aim.resourceId : null
  return Prisma.sql`
    sign_in AS (
      INSERT INTO "SignIn" (id, at, kind, outcome, reference, "principalId", "principalKind", "sessionId", "resourceId", action, country,
        platform, browser, strength, "newBrowser", reason, purpose, policies, facts)
      VALUES (${id}::uuid, ${at}::timestamptz, ${kind}::"SignInKind", ${outcome}::"SignInOutcome", ${reference}, ${principal.id}::uuid,
        ${principal.kind}::"PrincipalKind", ${session.id}::uuid, ${resourceId}::uuid, ${action}, ${country},
        ${platform ?? 'unknown'}, ${browserName(environment.userAgent)}, ${strengthOf(session.proofs)}::"Strength", ${session.newBrowser}, ${reason},
        ${session.purpose}, ${JSON.stringify(evaluation.results)}::jsonb, ${JSON.stringify(facts)}::jsonb)
    ), sign_in_origin AS (${keepingOrigin({ id, at }, environment)})`
}
