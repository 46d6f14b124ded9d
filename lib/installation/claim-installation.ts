import { authorize } from '../access/authorize'
import { now } from '../clock'
import { db } from '../db/client'
import type { SystemCaller } from '../principal'
import { secretCheck, unseal } from '../secrets'
import { isTableThere } from './claim-installation.sql'

/** Sealed things of a kind that are tried. */
const TRIED = 5

/** What does not fit, and the id of the file store that would. */
export type Misfit = { what: 'secret' | 'files'; fileStoreId: string | null }

/**
 * Has the database belong to this AUTH_SECRET and to a file store, unless it belongs to others already. `found`: the id in
 * DATA_DIR, null where there is none; `make` makes one, once. Resolves to what does not fit, null: all does.
 */
export async function claimInstallation(
  caller: SystemCaller,
  found: string | null,
  make: () => string,
): Promise<Misfit | null> {
  authorize(caller, 'installation.claim')
  if (await findClaim()) return findMisfit(caller, found)
  if (!(await opensSealed())) return { what: 'secret', fileStoreId: null }
  const mine = { secretCheck: secretCheck(), fileStoreId: found ?? make(), createdAt: now() }
  await db().installation.createMany({ data: mine, skipDuplicates: true })
  // Of two first starts, one was first.
  return findMisfit(caller, mine.fileStoreId)
}

/** What does not fit a database that belongs to a secret and a store. Null: all does, or it belongs to none yet. Asks nothing that its migrations may still change. */
export async function findMisfit(_caller: SystemCaller, found: string | null): Promise<Misfit | null> {
  const claim = await findClaim()
  if (!claim) return null
  if (!isSame(claim.secretCheck)) return { what: 'secret', fileStoreId: claim.fileStoreId }
  return found === claim.fileStoreId ? null : { what: 'files', fileStoreId: claim.fileStoreId }
}

/** Whether AUTH_SECRET is the one that this database belongs to; true also where it belongs to none yet. */
export async function isItsSecret(_caller: SystemCaller): Promise<boolean> {
  const claim = await findClaim()
  return claim ? isSame(claim.secretCheck) : opensSealed()
}

const isSame = (check: Uint8Array) => Buffer.from(secretCheck()).equals(check)

async function findClaim() {
  return (await isTableThere())
    ? db().installation.findUnique({ where: { id: 1 }, select: { secretCheck: true, fileStoreId: true } })
    : null
}

/** Whether the newest of what an earlier version sealed can be opened, any of it: one that is damaged says nothing of the secret. */
async function opensSealed() {
  const mails = await db().mail.findMany({
    where: { sealed: { not: null } },
    orderBy: { createdAt: 'desc' },
    take: TRIED,
    select: { sealed: true },
  })
  const apps = await db().authenticatorApp.findMany({
    orderBy: { createdAt: 'desc' },
    take: TRIED,
    select: { secret: true },
  })
  const tried = [
    ...mails.map(({ sealed }) => opens(sealed!, 'outbox')),
    ...apps.map(({ secret }) => opens(secret, 'factor')),
  ]
  return tried.length === 0 || tried.includes(true)
}

function opens(sealed: Uint8Array, purpose: 'outbox' | 'factor') {
  try {
    unseal(sealed, purpose)
    return true
  } catch {
    return false
  }
}
