import { now } from '../clock'
import { Prisma } from '../db/generated/client'
import type { Tx } from '../db/transaction'
import { inOfficeIn, of } from './live'

// The one place that reads and writes who administers. A role that was given until a time is held before that time.

const ROLE = 'administrator'

const held = (at: Date) =>
  ({ role: ROLE, OR: [{ until: null }, { until: { gt: at } }] }) satisfies Prisma.AdministratorWhereInput

/** Matches a row under an alias by which its principal administers at a time, in SQL. */
export const heldIn = (alias: string, at: Date) => {
  const row = of(alias)
  return Prisma.sql`${row}role = ${ROLE}::"AdministratorRole" AND (${row}until IS NULL OR ${row}until > ${at})`
}

/** Matches people who administer at a time. */
export const administering = (at = now()) => ({ roles: { some: held(at) } }) satisfies Prisma.PrincipalWhereInput

/** Matches a person who administers at a time, in SQL. */
export const administersIn = (alias: string, at: Date) =>
  Prisma.sql`EXISTS (SELECT FROM "Administrator" held WHERE held."principalId" = ${of(alias)}id AND ${heldIn('held', at)})`

/** Selects of a person the roles that `withAdministrator` reads. */
export const rolesAt = (at = now()) =>
  ({ where: held(at), select: { role: true } }) satisfies Prisma.Principal$rolesArgs

/** Puts in place of a person's roles, selected by `rolesAt`, whether they administer. */
export const withAdministrator = <Row extends { roles: readonly unknown[] }>({ roles, ...person }: Row) => ({
  ...person,
  administrator: roles.length > 0,
})

/**
 * Makes a member in office an administrator for good. `byId`: by whom; null: by nobody. Resolves to whether the member
 * has become one: false for an administrator, and for a person who is no member in office.
 */
export async function appoint(tx: Tx, principalId: string, byId: string | null): Promise<boolean> {
  const at = now()
  const made = await tx.$executeRaw`
    INSERT INTO "Administrator" ("principalId", role, "appointedById", "appointedAt")
    SELECT p.id, ${ROLE}::"AdministratorRole", ${byId}::uuid, ${at}::timestamptz FROM "Principal" p
    WHERE p.id = ${principalId}::uuid AND ${inOfficeIn('p')} FOR UPDATE
    ON CONFLICT ("principalId", role) DO UPDATE
      SET "appointedById" = EXCLUDED."appointedById", "appointedAt" = EXCLUDED."appointedAt", until = NULL
      WHERE NOT (${heldIn('"Administrator"', at)})`
  return made > 0
}

/** Takes the role of an administrator away. Resolves to whether the person administered. */
export async function dismiss(tx: Tx, principalId: string): Promise<boolean> {
  const at = now()
  const rows = await tx.$queryRaw<{ held: boolean }[]>`
    DELETE FROM "Administrator" a WHERE a."principalId" = ${principalId}::uuid AND a.role = ${ROLE}::"AdministratorRole"
    RETURNING ${heldIn('a', at)} AS held`
  return rows.some(({ held }) => held)
}
