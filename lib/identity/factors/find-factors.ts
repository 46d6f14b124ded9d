import { lockRow } from '../../db/lock.sql'
import type { Tx } from '../../db/transaction'
import { isOfThisHost } from './hosts'

/** Finds the factors that a person can show beside the mailed code. An app is listed once its first code was right. */
export async function findFactors(tx: Tx, principalId: string) {
  const [apps, passkeys, recoveryCodes] = await Promise.all([
    tx.authenticatorApp.findMany({
      where: { principalId, confirmedAt: { not: null } },
      orderBy: { createdAt: 'asc' },
      select: { id: true, name: true, createdAt: true, lastUsedAt: true, disabledAt: true },
    }),
    tx.passkey.findMany({
      where: { principalId },
      orderBy: { createdAt: 'asc' },
      select: {
        id: true,
        name: true,
        createdAt: true,
        lastUsedAt: true,
        backedUp: true,
        credentialId: true,
        transports: true,
        host: true,
      },
    }),
    tx.recoveryCode.count({ where: { principalId, usedAt: null } }),
  ])
  return { apps, passkeys, recoveryCodes }
}

export type Factors = Awaited<ReturnType<typeof findFactors>>

/**
 * Checks whether a person has a second factor. Recovery codes alone are none. A disabled app still is one: else an attacker
 * who reads the mailbox could disable it with wrong codes, and then add a factor of their own.
 */
export const hasFactor = ({ apps, passkeys }: Pick<Factors, 'apps' | 'passkeys'>) => apps.length + passkeys.length > 0

/** Checks whether a person has a factor that can be shown here and now. */
export const hasUsableFactor = ({ apps, passkeys }: Pick<Factors, 'apps' | 'passkeys'>) =>
  apps.some(({ disabledAt }) => !disabledAt) || passkeys.some(isOfThisHost)

/**
 * Locks a person's factors until the transaction ends, and returns them: what is checked stays true until it is written.
 */
export async function lockFactors(tx: Tx, principalId: string): Promise<Factors> {
  await lockRow(tx, 'Principal', principalId)
  return findFactors(tx, principalId)
}
