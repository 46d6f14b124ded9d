import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { wantedFactor } from '../../access/wanted-factor'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { db } from '../../db/client'
import { transaction, type Tx } from '../../db/transaction'
import { NotFound } from '../../errors'
import { requiredLine } from '../../plain-text'
import type { Caller, PersonCaller } from '../../principal'
import { linkToken } from '../../secrets'
import { type AppToScan, findAppToScan } from './authenticator-app'
import { type MissingProof, missingProof, requireFreshProof } from './confirmed'
import { countElsewhere } from './count-elsewhere'
import { findFactors, hasFactor, lockFactors } from './find-factors'
import { currentHost, isOfThisHost } from './hosts'
import { dropSecondFactors } from './manage-factors.sql'
import { findWaitingReset, type WaitingReset } from './resets/reset-state'
import { tellOfChange } from './tell-of-change'

export type FactorRow = {
  kind: 'app' | 'passkey'
  id: string
  name: string
  createdAt: Date
  lastUsedAt: Date | null
  disabled: boolean
  backedUp: boolean
  /** The host that a passkey was made for, where it is another one: it can't be shown here. Null for this host and for apps. */
  madeFor: string | null
}

export type FactorsView = {
  rows: FactorRow[]
  recoveryCodes: number
  enrolled: boolean
  /** The proof that is missing before a factor may change. Null: it was just given. */
  missing: MissingProof | null
  toScan: AppToScan | null
  /** The host of this portal, for which a passkey is made. */
  host: string
  /** The factor that policies ask of the person under some condition. */
  wanted: ReturnType<typeof wantedFactor>
  /**
   * The reset that waits since an administrator said that the person lost their factors. `stopPath`: the page that stops
   * it.
   */
  reset: (WaitingReset & { stopPath: string }) | null
  /** The number of other sessions, where factors were just changed in this one. Null: none were. */
  elsewhere: number | null
}

/** Lists the caller's factors beside the mailed code, with the facts for the page about them. */
export async function listFactors(caller: Caller): Promise<FactorsView> {
  const person = signedIn(caller)
  authorize(caller, 'factor.list', { principalId: person.principal.id })
  const factors = await findFactors(db(), person.principal.id)
  const missing = missingProof(person, factors)
  return {
    rows: rowsOf(factors),
    recoveryCodes: factors.recoveryCodes,
    enrolled: hasFactor(factors),
    missing,
    toScan: missing ? null : await findAppToScan(person),
    host: currentHost(),
    wanted: wantedFactor(person),
    reset: await findOwnReset(person),
    elsewhere: await countElsewhere(person),
  }
}

async function findOwnReset({ principal }: PersonCaller) {
  const reset = await findWaitingReset(db(), principal.id)
  return reset && { ...reset, stopPath: `/resets/${linkToken('factor-reset', reset.id)}` }
}

/** Makes rows of factors, apps first. */
export const rowsOf = ({ apps, passkeys }: Awaited<ReturnType<typeof findFactors>>): FactorRow[] => [
  ...apps.map(({ id, name, createdAt, lastUsedAt, disabledAt }) => ({
    kind: 'app' as const,
    id,
    name,
    createdAt,
    lastUsedAt,
    disabled: disabledAt !== null,
    backedUp: false,
    madeFor: null,
  })),
  ...passkeys.map(({ id, name, createdAt, lastUsedAt, backedUp, host }) => ({
    kind: 'passkey' as const,
    id,
    name,
    createdAt,
    lastUsedAt,
    disabled: false,
    backedUp,
    madeFor: isOfThisHost({ host }) ? null : host,
  })),
]

const factor = { kind: z.enum(['app', 'passkey']), id: z.uuid() }
export const RenameFactor = z.object({
  ...factor,
  name: requiredLine(60, 'It needs a name.', { tooLong: 'A name has at most 60 characters.' }),
})
export const RemoveFactor = z.object(factor)

/** Renames one of the caller's own factors. Throws `NotFound` for any other, `Conflict` without a fresh proof. */
export async function renameFactor(caller: Caller, { kind, id, name }: z.output<typeof RenameFactor>) {
  const person = signedIn(caller)
  authorize(caller, 'factor.change', { principalId: person.principal.id })
  await change(person, async (tx, principalId) => {
    const where = { where: { id, principalId }, data: { name } }
    const { count } = kind === 'app' ? await tx.authenticatorApp.updateMany(where) : await tx.passkey.updateMany(where)
    if (count === 0) throw new NotFound('sign-in method')
    await recordAuditEvent(tx, caller, 'factor.renamed', { principalId, detail: { factor: kind, name } })
    return `${kind === 'app' ? 'An authenticator app' : 'A passkey'} is called “${name}” now.`
  })
}

/**
 * Removes one of the caller's own factors. What was shown with it in other sessions counts no longer. Throws `NotFound` for
 * any other, `Conflict` without a fresh proof.
 */
export async function removeFactor(caller: Caller, { kind, id }: z.output<typeof RemoveFactor>) {
  const person = signedIn(caller)
  authorize(caller, 'factor.change', { principalId: person.principal.id })
  await change(person, async (tx, principalId) => {
    const where = { id, principalId }
    const found =
      kind === 'app'
        ? await tx.authenticatorApp.findFirst({ where, select: { name: true } })
        : await tx.passkey.findFirst({ where, select: { name: true } })
    if (!found) throw new NotFound('sign-in method')
    await (kind === 'app' ? tx.authenticatorApp.deleteMany({ where }) : tx.passkey.deleteMany({ where }))
    const left = await weaken(tx, person)
    await recordAuditEvent(tx, caller, 'factor.removed', { principalId, detail: { factor: kind, name: found.name } })
    return `The ${kind === 'app' ? 'authenticator app' : 'passkey'} “${found.name}” was removed.${left ? '' : ' It was the last one: recovery codes are no longer good either.'}`
  })
}

/**
 * Takes the proofs of second factors away from every other session, so that a factor has to be shown anew. Where no factor
 * is left, takes them away from this session too, and deletes the recovery codes. Resolves to whether a factor is left.
 */
async function weaken(tx: Tx, { principal, session }: PersonCaller) {
  const left = hasFactor(await findFactors(tx, principal.id))
  if (!left) await tx.recoveryCode.deleteMany({ where: { principalId: principal.id } })
  await dropSecondFactors(tx, { principalId: principal.id, sessionId: session.id, spared: left })
  return left
}

async function change(person: PersonCaller, work: (tx: Tx, principalId: string) => Promise<string>) {
  const principalId = person.principal.id
  await transaction(async (tx) => {
    requireFreshProof(person, await lockFactors(tx, principalId))
    await tellOfChange(tx, person, await work(tx, principalId))
  })
}
