import { z } from 'zod'
import { administering } from '../../../access/administrators'
import { authorize } from '../../../access/authorize'
import { signedIn } from '../../../access/visibility'
import { readAddress } from '../../../address'
import { recordAuditEvent } from '../../../audit/record-audit-event'
import { now } from '../../../clock'
import { db } from '../../../db/client'
import { transaction, type Tx } from '../../../db/transaction'
import { Conflict, Invalid, NotFound } from '../../../errors'
import { queueMail } from '../../../mail/queue-mail'
import { requiredParagraph } from '../../../plain-text'
import { type Caller, displayName, type Principal } from '../../../principal'
import { hashToken, linkToken } from '../../../secrets'
import { hasFactor, lockFactors } from '../find-factors'
import { underWay } from './reset-state'
import { type Asking, findFit, type Someone, whoVouches } from './vouchers'

export const RequestReset = z.object({
  principalId: z.uuid(),
  reason: requiredParagraph(500, 'Say why, for the one who vouches and for the trail.', {
    least: 3,
    tooLong: 'Say it in at most 500 characters.',
  }),
  /** The voucher's address. Empty: the member who answers for the person. */
  voucher: z.string().trim().default(''),
})
export type RequestReset = z.output<typeof RequestReset>

/**
 * Asks a member who knows the person to vouch that the person lost their factors. Removes nothing yet. Mails the person,
 * with a link that stops the reset. Takes three people with three mailboxes: the person, the administrator who asks, and
 * the voucher. Throws `NotFound`, `Invalid` for `voucher`, and `Conflict` where the person has no second factor or nobody
 * can vouch.
 */
export async function requestReset(caller: Caller, { principalId, reason, voucher: typed }: RequestReset) {
  const administrator = signedIn(caller).principal
  authorize(caller, 'factor.reset', { principalId })
  const found = await db().principal.findFirst({
    where: { id: principalId, removedAt: null },
    select: { id: true, name: true, address: true, guest: { select: { sponsorId: true } } },
  })
  if (!found) throw new NotFound('person')
  const { guest, ...person } = found
  const voucher = await chooseVoucher({ person, asker: administrator }, typed, guest?.sponsorId ?? null)
  await transaction(async (tx) => {
    // Locked until this is written: of two administrators who ask at once, the later one's reset replaces the other's.
    if (!hasFactor(await lockFactors(tx, principalId)))
      throw new Conflict('factor.none', 'There is nothing to reset: they have no second factor.')
    const at = now()
    await tx.factorReset.updateMany({
      where: { principalId, ...underWay(at) },
      data: { withdrawnAt: at, withdrawnById: administrator.id },
    })
    const resetId = await write(tx, {
      principalId,
      reason,
      requestedAt: at,
      requestedById: administrator.id,
      voucherId: voucher.id,
    })
    await recordAuditEvent(tx, caller, 'factor-reset.requested', {
      principalId,
      detail: { reason, voucherId: voucher.id },
    })
    await tell(tx, { person, by: administrator, voucher, reason, resetId })
  })
  return { voucher: voucher.address }
}

type Row = { principalId: string; reason: string; requestedAt: Date; requestedById: string; voucherId: string }

async function write(tx: Tx, row: Row) {
  const { id } = await tx.factorReset.create({ data: row, select: { id: true } })
  await tx.factorReset.update({
    where: { id },
    data: { tokenHash: hashToken(linkToken('factor-reset', id)) },
    select: { id: true },
  })
  return id
}

type Told = {
  person: { name: string | null; address: string }
  by: Principal
  voucher: Someone
  reason: string
  resetId: string
}

async function tell(
  tx: Tx,
  { person: { name, address }, by: { name: byName, address: replyTo }, voucher, reason, resetId }: Told,
) {
  const [person, by] = [
    { name, address },
    { name: byName, address: replyTo },
  ]
  await queueMail(tx, {
    template: 'factor-reset-asked',
    recipient: voucher.address,
    replyTo,
    input: { person, administrator: by, reason, resetId },
  })
  await queueMail(tx, {
    template: 'factor-reset-told',
    recipient: address,
    replyTo,
    input: { person, by, what: 'asked', resetId },
  })
}

/**
 * Finds the voucher that was typed, or the one who answers for the person. Throws `Invalid` for `voucher` where the typed
 * one can't vouch, `Conflict` where nobody can.
 */
async function chooseVoucher(asking: Asking, typed: string, sponsorId: string | null): Promise<Someone> {
  const vouching = await whoVouches(db(), asking, sponsorId)
  if (vouching.by === 'nobody') throw new Conflict('factor-reset.no-voucher', nobodyVouches(asking.person))
  const address = readAddress(typed)
  const named = address
    ? await findFit(db(), asking, { address, ...(vouching.by === 'administrator' ? administering() : {}) })
    : null
  if (vouching.by === 'named') {
    if (!named)
      throw new Invalid('voucher.unfit', {
        voucher:
          'Enter the address of a member who knows this person, other than the two of you and with another mailbox: here for seven days, and not let in by you.',
      })
    return named
  }
  const { by, voucher } = vouching
  if (!typed || named?.id === voucher.id) return voucher
  if (by === 'administrator' && named) return named
  const who =
    by === 'sponsor' ? 'The sponsor answers for this guest' : 'The sponsor can’t vouch, so another administrator does'
  throw new Invalid('voucher.unfit', { voucher: `${who}: leave it empty, and ${voucher.address} is asked.` })
}

const nobodyVouches = (person: Someone & { name?: string | null }) =>
  `Nobody here can vouch for ${displayName({ name: person.name ?? null, address: person.address })}. Whoever runs the server takes their sign-in methods away: npm run reset-factors -- ${person.address}`
