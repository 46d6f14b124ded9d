import { readAddress } from '../../address'
import { now } from '../../clock'
import { db } from '../../db/client'
import { transaction } from '../../db/transaction'
import { settings, WrongSetting } from '../../env'
import { type Caller, systemCaller } from '../../principal'
import { hashToken, hmac } from '../../secrets'
import { completeSetUp } from './complete-set-up'

/**
 * Makes the one-time address that sets up an empty installation, for the start to print. Null: the installation is set up.
 * The token is derived from AUTH_SECRET and the moment the installation began, so it stays the same over restarts and is
 * stored nowhere in clear.
 */
export async function prepareSetUp(): Promise<string | null> {
  const setup = await db().setup.upsert({
    where: { id: 1 },
    create: { createdAt: now(), tokenHash: new Uint8Array() },
    update: {},
  })
  if (setup.completedAt) return null
  const token = tokenOf(setup)
  await db().setup.updateMany({ where: { id: 1, completedAt: null }, data: { tokenHash: hashToken(token) } })
  return `${settings().publicUrl}/setup/${token}`
}

/** Finds the token of the set-up link. Null: the set-up is completed. For a caller who came by that link before. */
export async function findSetUpToken(_caller: Caller): Promise<string | null> {
  const setup = await db().setup.findFirst({ where: { completedAt: null }, select: { createdAt: true } })
  return setup && tokenOf(setup)
}

const tokenOf = ({ createdAt }: { createdAt: Date }) =>
  Buffer.from(hmac('auth', 'set-up', createdAt.toISOString())).toString('base64url')

/**
 * Sets up an empty installation by ORGANIZATION_NAME and ADMIN_EMAIL, with ADMIN_NAME where it is set. Does nothing without
 * the first two. Throws `WrongSetting` where only one of the two is set, or ADMIN_EMAIL is no address.
 */
export async function setUpFromSettings() {
  const { organizationName, adminEmail, adminName } = settings()
  if (!organizationName && !adminEmail) return
  if (!organizationName || !adminEmail)
    throw new WrongSetting('ORGANIZATION_NAME and ADMIN_EMAIL go together: set both, or neither.')
  const address = readAddress(adminEmail)
  if (!address) throw new WrongSetting('ADMIN_EMAIL must be one mail address, such as adele@example.com.')
  await prepareSetUp()
  const first = { address, detail: { organizationName, name: adminName }, proofs: {} }
  await transaction((tx) => completeSetUp(tx, systemCaller('set-up'), first, now()))
}
