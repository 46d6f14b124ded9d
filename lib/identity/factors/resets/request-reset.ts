import { z } from 'zod'
import { authorize } from '../../../access/authorize'
import { signedIn } from '../../../access/visibility'
import { recordAuditEvent } from '../../../audit/record-audit-event'
import { now } from '../../../clock'
import { db } from '../../../db/client'
import { transaction } from '../../../db/transaction'
import { Conflict, Invalid, NotFound } from '../../../errors'
import { readAddress } from '../../../address'
import { queueMail } from '../../../mail/queue-mail'
import type { Caller } from '../../../principal'
import { findFactors, hasFactor } from '../find-factors'
import { waiting } from './reset-state'

export const RequestReset = z.object({
  principalId: z.uuid(),
  reason: z.string().trim().min(3, 'Say why, for the one who vouches and for the trail.').max(500, 'Say it in at most 500 characters.'),
  /** Empty: the guest's sponsor. */
  voucher: z.string().trim().default(''),
})

/**
 * Asks somebody who knows the person to vouch that it is them who lost their factors. Nothing is taken away yet, and the
 * person is told. Three
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
    if (!hasFactor(await findFactors(tx, principalId))) throw new Conflict('There is nothing to reset: they have no second factor.')
    const at = now()
    await tx.factorReset.updateMany({ where: { principalId, ...waiting(at) }, data: { withdrawnAt: at, withdrawnById: administrator.id } })
    const reset = await tx.factorReset.create({ data: { principalId, reason, requestedAt: at, requestedById: administrator.id, voucherId: vouching.id }, select: { id: true } })
    await recordAuditEvent(tx, caller, 'factor-reset.requested', { principalId, detail: { reason, voucherId: vouching.id } })
    const who = { name: person.name, address: person.address }
    const by = { name: administrator.name, address: administrator.address }
    await queueMail(tx, { template: 'factor-reset-asked', recipient: vouching.address, replyTo: by.address, input: { person: who, administrator: by, reason, resetId: reset.id } })
    await queueMail(tx, { template: 'factor-reset-told', recipient: who.address, replyTo: by.address, input: { person: who, by, what: 'asked' } })
  })
  return { voucher: vouching.address }
}

function findVoucher(typed: string, sponsorId: string | null) {
  const address = readAddress(typed)
  if (typed && !address) return null
  if (!typed && !sponsorId) return null
  const who = typed ? { address: address! } : { id: sponsorId! }
  return db().principal.findFirst({ where: { ...who, kind: 'member', blockedAt: null, removedAt: null }, select: { id: true, address: true } })
}
