// In SQL: joins sign-ins to people and networks, to which Prisma's schema has no relation.

import { z } from 'zod'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'

const Row = z.strictObject({ address: z.string(), facts: z.unknown(), networkAddress: z.string().nullable() })

/** Finds the entries since a time, of people who are still known, newest first, at most `most`. */
export const findEntries = (since: Date, most: number) =>
  queryRows(
    db(),
    Prisma.sql`
      SELECT p.address, s.facts, o."networkAddress" FROM "SignIn" s JOIN "Principal" p ON p.id = s."principalId" LEFT JOIN "TrailOrigin" o ON o.id = s.id
      WHERE s.at > ${since} ORDER BY s.at DESC LIMIT ${most}`,
    Row,
  )
