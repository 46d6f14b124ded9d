// In SQL: every request asks this one statement, where the client would ask for each table anew.

import { z } from 'zod'
import { hereIn } from '../../access/live'
import { Prisma } from '../../db/generated/client'
import { readInOneStatement } from '../../db/statement'
import { proofKinds } from '../../proof'
import { hashToken } from '../../secrets'
import { besidePerson, personColumns, PersonRow } from './person.sql'

/** The columns of a session that every request reads, and that the caller's session has under the same names. */
export const SessionRow = z.strictObject({
  startedAt: z.date(),
  expiresAt: z.date(),
  seenAt: z.date().nullable(),
  newBrowser: z.boolean(),
  browserId: z.guid().nullable(),
  browserKnownAt: z.date().nullable(),
  purpose: z.string().nullable(),
})
export type SessionRow = z.infer<typeof SessionRow>

const ofSession = Prisma.raw(
  Object.keys(SessionRow.shape)
    .map((column) => `s."${column}"`)
    .join(', '),
)

const Row = z.strictObject({
  ...PersonRow.shape,
  ...SessionRow.shape,
  sessionId: z.guid(),
  proofs: z.partialRecord(z.enum(proofKinds), z.string()),
  codesFor: z.array(z.guid()),
})

/**
 * Reads the live session of a token at a time, with its person. Undefined: there is none, or its person is blocked or
 * removed.
 */
export async function readSession(token: string, at: Date) {
  const [row] = await readInOneStatement(
    Prisma.sql`
      SELECT ${personColumns(at)},
        s.id AS "sessionId", ${ofSession}, s.proofs,
        ARRAY(SELECT "resourceId" FROM "ResourceCode" WHERE "sessionId" = s.id) AS "codesFor"
      FROM "Session" s JOIN "Principal" p ON p.id = s."principalId" ${besidePerson}
      WHERE s."tokenHash" = ${hashToken(token)} AND s."endedAt" IS NULL AND s."expiresAt" > ${at}
        AND ${hereIn('p')}`,
    Row,
  )
  return row
}
