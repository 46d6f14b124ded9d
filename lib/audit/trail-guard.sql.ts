// In SQL: Prisma's client asks nothing of PostgreSQL's catalog.

import { z } from 'zod'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import type { Caller } from '../principal'

/** Tables to which rows are only ever added: the application's account may read them and add to them, nothing else. */
export const appendOnlyTables = ['AuditEvent', 'SignIn', 'TermsAcceptance', 'TrailOrigin', 'ReviewDecision'] as const

/** Tables for their owner alone: the application's account has no right on them. */
export const ownersTables = ['TrailKey'] as const

/**
 * Asks PostgreSQL whether the account of this very connection can rewrite the trail: by a right of its own or of
 * everybody's, as owner of a table or as a member of its owner, or as a superuser. One row with `open`.
 */
export const mayRewriteTheTrail = `
  SELECT coalesce(bool_or(
    has_any_column_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE') OR has_table_privilege(c.oid, 'TRUNCATE')
    OR has_table_privilege(c.oid, 'TRIGGER') OR pg_has_role(c.relowner, 'MEMBER')
  ), true) AS open
  FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relname IN (${appendOnlyTables.map((name) => `'${name}'`).join(', ')})`

const Row = z.strictObject({ open: z.boolean() })

/**
 * Checks that the application's connection can't rewrite the trail. Where it can, only triggers keep a rewriting from
 * happening by mistake.
 */
export async function isTrailGuarded(_caller: Caller) {
  const [{ open } = { open: true }] = await queryRows(db(), Prisma.raw(mayRewriteTheTrail), Row)
  return !open
}
