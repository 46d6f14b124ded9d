import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { Invalid } from '../../errors'
import { type Caller, callerId } from '../../principal'

/** Checks whether the caller has yet to accept the current version of the privacy statement. False for members; true for a caller who is not signed in. */
export async function needsPrivacyStatement(tx: Tx, caller: Caller): Promise<boolean> {
  const principalId = callerId(caller)
  if (!principalId) return true
  const guest = await tx.guest.findUnique({
    where: { principalId },
    select: { privacyVersion: true, principal: { select: { kind: true } } },
  })
  if (guest?.principal.kind !== 'guest') return false
  return guest.privacyVersion !== (await currentVersion(tx))
}

/**
 * Records that a guest accepts the privacy statement, where an acceptance is needed. Throws `Invalid` for `acceptPrivacy`
 * where one is needed and `accepts` is false.
 */
export async function acceptPrivacyStatement(tx: Tx, caller: Caller, accepts: boolean) {
  if (!(await needsPrivacyStatement(tx, caller))) return
  if (!accepts)
    throw new Invalid('privacy-statement.not-accepted', { acceptPrivacy: 'Accept the privacy statement to go on.' })
  const principalId = callerId(caller)!
  const version = await currentVersion(tx)
  const { count } = await tx.guest.updateMany({
    where: { principalId, OR: [{ privacyVersion: null }, { privacyVersion: { not: version } }] },
    data: { privacyAcceptedAt: now(), privacyVersion: version },
  })
  if (count === 1)
    await recordAuditEvent(tx, caller, 'guest.accepted-privacy-statement', { principalId, detail: { version } })
}

async function currentVersion(tx: Tx) {
  const { privacyVersion } = await tx.organization.findUniqueOrThrow({
    where: { id: 1 },
    select: { privacyVersion: true },
  })
  return privacyVersion
}
