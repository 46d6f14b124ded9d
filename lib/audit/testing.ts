import { db } from '../db/client'
import type { Prisma } from '../db/generated/client'
import { environment } from '../db/testing'
import type { Environment } from '../principal'

type Whence = Environment & { address?: string }

/** Writes what stands beside a row of the trail, as a request writes it. */
async function stand<Row extends { id: string; at: Date }>(
  row: Row,
  { networkAddress, userAgent, address }: Whence = environment,
): Promise<Row> {
  await db().trailOrigin.create({ data: { id: row.id, at: row.at, networkAddress, userAgent, address } })
  return row
}

/** An event with where it came from. */
export const writeEvent = async (data: Prisma.AuditEventUncheckedCreateInput, whence?: Whence) =>
  stand(await db().auditEvent.create({ data }), whence)

/** An entry of the trail of sign-ins with where it came from. */
export const writeSignIn = async (data: Prisma.SignInUncheckedCreateInput, whence?: Environment) =>
  stand(await db().signIn.create({ data }), whence)

/** An answer to terms with where it came from. */
export const writeAcceptance = async (data: Prisma.TermsAcceptanceUncheckedCreateInput, whence?: Environment) =>
  stand(await db().termsAcceptance.create({ data }), whence)
