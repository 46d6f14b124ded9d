import { now } from '../clock'
import type { Prisma } from '../db/generated/client'
import type { Tx } from '../db/transaction'
import { deleteAdministrator, insertAdministrator, ROLE } from './administrators.sql'

// Who administers is read and written here and in the SQL beside it, nowhere else. A role that was given until a time is
// held before that time.

const held = (at: Date) =>
  ({ role: ROLE, OR: [{ until: null }, { until: { gt: at } }] }) satisfies Prisma.AdministratorWhereInput

/** Matches people who administer at a time. */
export const administering = (at = now()) => ({ roles: { some: held(at) } }) satisfies Prisma.PrincipalWhereInput

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
  const made = await insertAdministrator(tx, principalId, byId, now())
  return made > 0
}

/** Takes the role of an administrator away. Resolves to whether the person administered. */
export async function dismiss(tx: Tx, principalId: string): Promise<boolean> {
  const rows = await deleteAdministrator(tx, principalId, now())
  return rows.some(({ held }) => held)
}
