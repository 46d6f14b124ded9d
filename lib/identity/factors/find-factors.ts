import type { Tx } from '../../db/transaction'
import { isOfThisHost } from './hosts'

/** What a person can show beside the mailed code. An app counts once its first code was right. */
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
 * Whether there is any second factor: recovery codes alone are none. A disabled app still is one: else whoever reads the
 * mailbox could wear it out with wrong codes, and then add a factor of their own.
 */
export const hasFactor = ({ apps, passkeys }: Pick<Factors, 'apps' | 'passkeys'>) => apps.length + passkeys.length > 0

/** Whether there is one that can be shown here and now. */
export const hasUsableFactor = ({ apps, passkeys }: Pick<Factors, 'apps' | 'passkeys'>) =>
  apps.some(({ disabledAt }) => !disabledAt) || passkeys.some(isOfThisHost)

/** Has whoever else would change this person's factors wait: what was checked stays so until it is written. */
export async function lockFactors(tx: Tx, principalId: string): Promise<Factors> {
  await tx.$queryRaw`SELECT 1 FROM "Principal" WHERE id = ${principalId}::uuid FOR UPDATE`
  return findFactors(tx, principalId)
}
