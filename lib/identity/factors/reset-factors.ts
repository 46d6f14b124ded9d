import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { transaction, type Tx } from '../../db/transaction'
import { Conflict, Invalid, NotFound } from '../../errors'
import { parseAddress } from '../../address'
import { queueMail } from '../../mail/queue-mail'
import { type Caller, callerId } from '../../principal'
import { endSessionsOf } from '../end-sessions-of'
import { findFactors } from './find-factors'

/** How long a voucher may take. Milliseconds. */
const LIFE = 7 * DAY

export const RequestReset = z.object({
  principalId: z.uuid(),
  reason: z.string().trim().min(3, 'Say why, for the one who vouches and for the trail.').max(500, 'Say it in at most 500 characters.'),
  /** Empty: the guest's sponsor. */
  voucher: z.string().trim().default(''),
})

/**
 * Asks somebody who knows the person to vouch that it is them who lost their factors. Nothing is taken away yet. Three
 * different people: who lost them, who asks, who vouches. Throws `NotFound`, `Invalid` for `voucher`, `Conflict`.
 */
export async function requestReset(caller: Caller, { principalId, reason, voucher }: z.output<typeof RequestReset>) {
  const administrator = signedIn(caller).principal
  await authorize(caller, 'factor.reset', { principalId })
  const person = await db().principal.findFirst({ where: { id: principalId, removedAt: null }, select: { id: true, name: true, address: true, guest: { select: { sponsorId: true } } } })
  if (!person) throw new NotFound('person')
  const vouching = await findVoucher(voucher, person.guest?.sponsorId ?? null)
  const sponsor = person.guest?.sponsorId === administrator.id ? null : await findVoucher('', person.guest?.sponsorId ?? null)
  if (sponsor && vouching?.id !== sponsor.id) throw new Invalid({ voucher: `The sponsor answers for this guest: leave it empty, and ${sponsor.address} is asked.` })
  if (!vouching || vouching.id === principalId || vouching.id === administrator.id)
    throw new Invalid({ voucher: 'Enter the address of a member who knows this person, other than the two of you.' })
  await transaction(async (tx) => {
    const { apps, passkeys } = await findFactors(tx, principalId)
    if (apps.length + passkeys.length === 0) throw new Conflict('There is nothing to reset: they have no second factor.')
    const at = now()
    await tx.factorReset.updateMany({ where: { principalId, ...open(at) }, data: { withdrawnAt: at } })
    const reset = await tx.factorReset.create({ data: { principalId, reason, requestedAt: at, requestedById: administrator.id, voucherId: vouching.id }, select: { id: true } })
    await recordAuditEvent(tx, caller, 'factor-reset.requested', { principalId, detail: { reason, voucher: vouching.address } })
    const input = { person: { name: person.name, address: person.address }, administrator: { name: administrator.name, address: administrator.address }, reason, resetId: reset.id }
    await queueMail(tx, { template: 'factor-reset-asked', recipient: vouching.address, replyTo: administrator.address, input })
  })
  return { voucher: vouching.address }
}

const open = (at: Date) => ({ completedAt: null, withdrawnAt: null, requestedAt: { gt: after(at, -LIFE) } })

function findVoucher(typed: string, sponsorId: string | null) {
  const address = parseAddress(typed)
  if (typed && !address) return null
  if (!typed && !sponsorId) return null
  const who = typed ? { address: address! } : { id: sponsorId! }
  return db().principal.findFirst({ where: { ...who, kind: 'member', blockedAt: null, removedAt: null }, select: { id: true, address: true } })
}

export type ResetView = { id: string; person: { name: string | null; address: string }; requestedBy: { name: string | null; address: string }; reason: string; requestedAt: Date }

/** A reset that waits for the caller to vouch. Throws `NotFound` for anybody else's, or one that is over. */
export async function getReset(caller: Caller, { resetId }: { resetId: string }): Promise<ResetView> {
  const { id, reason, requestedAt, requestedById, principal } = await findReset(caller, resetId)
  const requestedBy = await db().principal.findUniqueOrThrow({ where: { id: requestedById }, select: { name: true, address: true } })
  return { id, person: principal, requestedBy, reason, requestedAt }
}

async function findReset(caller: Caller, resetId: string) {
  const voucherId = signedIn(caller).principal.id
  const id = z.uuid().safeParse(resetId).data
  const found = id ? await db().factorReset.findFirst({ where: { id, voucherId, ...open(now()) }, include: { principal: { select: { name: true, address: true } } } }) : null
  if (!found) throw new NotFound('question')
  await authorize(caller, 'factor.vouch', { principalId: found.principalId })
  return found
}

export const AnswerReset = z.object({ resetId: z.uuid(), answer: z.enum(['vouch', 'decline']) })

/** Vouches, and the factors are gone: every session ends and the person is told. Or declines, and nothing happens. Throws `NotFound`. */
export async function answerReset(caller: Caller, { resetId, answer }: z.output<typeof AnswerReset>) {
  const { principalId, principal } = await findReset(caller, resetId)
  await authorize(caller, 'factor.vouch', { principalId })
  await transaction(async (tx) => {
    const at = now()
    const done = answer === 'vouch' ? { vouchedAt: at, completedAt: at, completedById: callerId(caller) } : { withdrawnAt: at }
    const { count } = await tx.factorReset.updateMany({ where: { id: resetId, ...open(at) }, data: done })
    if (count === 0) throw new NotFound('question')
    await recordAuditEvent(tx, caller, answer === 'vouch' ? 'factor-reset.completed' : 'factor-reset.withdrawn', { principalId })
    if (answer === 'vouch') await takeAway(tx, caller, principalId, principal.address)
  })
}

async function takeAway(tx: Tx, caller: Caller, principalId: string, address: string) {
  await tx.authenticatorApp.deleteMany({ where: { principalId } })
  await tx.passkey.deleteMany({ where: { principalId } })
  await tx.recoveryCode.deleteMany({ where: { principalId } })
  await endSessionsOf(tx, caller, { principalId, cause: 'second factors were reset' })
  const userAgent = caller.kind === 'system' ? '' : caller.environment.userAgent
  await queueMail(tx, { template: 'factors-changed', recipient: address, input: { what: 'Your second factors were reset, since you had lost them. You are asked to set up new ones when you sign in.', userAgent, at: now() } })
}
