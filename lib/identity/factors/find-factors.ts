import type { Tx } from '../../db/transaction'

/** What a person can show beside the mailed code. An app counts once its first code was right. */
export async function findFactors(tx: Tx, principalId: string) {
  const [apps, passkeys, recoveryCodes] = await Promise.all([
    tx.authenticatorApp.findMany({ where: { principalId, confirmedAt: { not: null } }, orderBy: { createdAt: 'asc' }, select: { id: true, name: true, createdAt: true, lastUsedAt: true, disabledAt: true } }),
    tx.passkey.findMany({ where: { principalId }, orderBy: { createdAt: 'asc' }, select: { id: true, name: true, createdAt: true, lastUsedAt: true, backedUp: true, credentialId: true, transports: true } }),
    tx.recoveryCode.count({ where: { principalId, usedAt: null } }),
  ])
  return { apps, passkeys, recoveryCodes }
}

export type Factors = Awaited<ReturnType<typeof findFactors>>

/** Whether there is any second factor: recovery codes alone are none. */
export const hasFactor = ({ apps, passkeys }: Pick<Factors, 'apps' | 'passkeys'>) => apps.some(({ disabledAt }) => !disabledAt) || passkeys.length > 0

