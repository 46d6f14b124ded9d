import { isAt } from '../access/audience'
import { signedIn } from '../access/visibility'
import { readAddresses, tooMany } from '../address'
import { recordAuditEvents } from '../audit/record-audit-event'
import { now } from '../clock'
import type { Tx } from '../db/transaction'
import { Invalid } from '../errors'
import { type Caller, callerId } from '../principal'
import { quoteLine } from '../unseen'
import { lockPrincipals, type LockedPerson } from './read-addressees.sql'

/** More at once is what a share link is for. */
const MOST = 100
const REMEDY = `Invite at most ${MOST} at a time, or create a share link.`

/** So many wrong entries are named, each by itself; beyond that, how many more there are. */
const SHOWN = 100

export type Addressee = {
  id: string
  kind: 'member' | 'guest'
  address: string
  name: string | null
  /** Belongs here already: a member, or a guest who has accepted an invitation before. */
  known: boolean
}

/**
 * The people behind the addresses in a box, made known where they were not: by the organization's mail domains
 * as members, else as guests whose sponsor is the caller. Each row stays locked until the transaction ends.
 * Throws `Invalid` for `addresses`, naming every entry that can't be invited; then nothing may be kept.
 */
export async function readAddressees(tx: Tx, caller: Caller, text: string): Promise<Addressee[]> {
  const addresses = readable(text)
  if (addresses.length === 0) return []
  const made = await addUnknown(tx, caller, addresses)
  const rows = await lockPrincipals(tx, addresses)
  const problems = rows.map((row) => problemOf(row, caller, made.has(row.id))).filter((problem) => problem !== null)
  if (problems.length > 0) throw new Invalid('addressee.unfit', { addresses: problems.join('\n') })
  await readmit(
    tx,
    caller,
    rows.filter(({ kind, removed }) => kind === 'guest' && removed),
  )
  return rows.map(({ id, kind, address, name, accepted, removed }) => ({
    id,
    kind,
    address,
    name,
    known: kind === 'member' || (accepted && !removed),
  }))
}

function readable(text: string): string[] {
  const lines = readAddresses(text, 'addresses', REMEDY)
  const wrong = lines
    .filter(({ address }) => address === null)
    .map(({ line, problem }) => `“${quoteLine(line)}”: ${problem}`)
  const more = wrong.length > SHOWN ? [`${wrong.length - SHOWN} more can’t be read either.`] : []
  const many = lines.length > MOST ? [tooMany(lines.length, REMEDY)] : []
  const problems = [...many, ...wrong.slice(0, SHOWN), ...more]
  if (problems.length > 0) throw new Invalid('addressee.unfit', { addresses: problems.join('\n') })
  return lines.map(({ address }) => address!).sort()
}

/** Resolves to the ids of the new. */
async function addUnknown(tx: Tx, caller: Caller, addresses: string[]) {
  const { memberDomains } = await tx.organization.findUniqueOrThrow({
    where: { id: 1 },
    select: { memberDomains: true },
  })
  const kindOf = (address: string) => (isAt(address, memberDomains) ? ('member' as const) : ('guest' as const))
  const made = await tx.principal.createManyAndReturn({
    data: addresses.map((address) => ({
      address,
      kind: kindOf(address),
      createdAt: now(),
      createdById: callerId(caller),
    })),
    skipDuplicates: true,
    select: { id: true, kind: true, address: true },
  })
  const guests = made.filter(({ kind }) => kind === 'guest')
  await tx.guest.createMany({
    data: guests.map(({ id }) => ({ principalId: id, sponsorId: callerId(caller), invitedAt: now() })),
  })
  await recordAuditEvents(tx, caller, 'guest.invited', guests.map(subjectOf))
  await recordAuditEvents(tx, caller, 'member.added', made.filter(({ kind }) => kind === 'member').map(subjectOf))
  return new Set(made.map(({ id }) => id))
}

function problemOf(row: LockedPerson, caller: Caller, isNew: boolean) {
  const { id, kind, address, blocked, removed } = row
  if (id === callerId(caller)) return `${address} is you: you have access already.`
  if (blocked && kind === 'guest')
    return `${address} is blocked here. Ask an administrator to unblock this guest first.`
  if (blocked || (removed && kind === 'member')) return `${address} no longer has a place here. Ask an administrator.`
  return mailboxProblemOf(row, caller, isNew || removed)
}

/** Nobody who was shut out comes back under another name: `afresh` says that this one would be a new account. */
function mailboxProblemOf({ address, proven, blockedAs, removedAs }: LockedPerson, caller: Caller, afresh: boolean) {
  if (blockedAs && (afresh || !proven))
    return `${address} leads to the mailbox of ${blockedAs}, which is blocked here. Ask an administrator to unblock it first.`
  if (removedAs && afresh && !signedIn(caller).principal.administrator)
    return `${address} leads to the mailbox of ${removedAs}, who was removed here. Invite ${removedAs} instead, or ask an administrator.`
  return null
}

/** A guest who was removed starts afresh: the address is proven and the privacy statement accepted again. */
async function readmit(tx: Tx, caller: Caller, guests: LockedPerson[]) {
  const ids = guests.map(({ id }) => id)
  if (ids.length === 0) return
  await tx.principal.updateMany({
    where: { id: { in: ids } },
    data: { removedAt: null, removedById: null, provenAt: null },
  })
  const afresh = { sponsorId: callerId(caller), invitedAt: now(), privacyAcceptedAt: null, privacyVersion: null }
  await tx.guest.createMany({
    data: ids.map((principalId) => ({ principalId, invitedAt: now() })),
    skipDuplicates: true,
  })
  await tx.guest.updateMany({ where: { principalId: { in: ids } }, data: afresh })
  await recordAuditEvents(tx, caller, 'guest.invited', guests.map(subjectOf))
}

const subjectOf = ({ id, address }: { id: string; address: string }) => ({ principalId: id, detail: { address } })
