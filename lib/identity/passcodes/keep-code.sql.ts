// In SQL: one statement pays for a code and writes it with attempt, event and mail, the same for every address.

import { z } from 'zod'
import type { Budget } from '../../budgets/budget'
import { spending, spent } from '../../budgets/budget.sql'
import { Prisma } from '../../db/generated/client'
import { inOneStatement } from '../../db/statement'
import type { Destination, NewAttempt, NewCode, OpenAttempt } from './attempt'
import { beginning, holding, keeping, renewing, replacing } from './attempt.sql'

const Row = z.strictObject({ held: z.boolean(), linked: z.boolean(), paid: z.boolean() })

/**
 * Runs the expressions of `paying`, `writing` and `telling` in one statement. Resolves to how far the payment came: writes
 * nothing else where it was not `paid`.
 */
export async function payAndWrite(payment: Prisma.Sql, code: Prisma.Sql, news: Prisma.Sql) {
  const [row] = await inOneStatement(
    Prisma.sql`
    WITH ${payment}, ${code}, ${news}
    SELECT EXISTS (SELECT FROM held) AS held, EXISTS (SELECT FROM linked) AS linked, EXISTS (SELECT FROM paid) AS paid`,
    Row,
  )
  return row!
}

const nothing = Prisma.sql`SELECT`

type Payment = { open: OpenAttempt | null; link: Budget | null; mailbox: Budget; at: Date }

/**
 * Makes the expressions that pay for a code. First locks the open attempt, then pays from each budget: from the next only
 * if the one before had something left.
 */
export function paying({ open, link, mailbox, at }: Payment) {
  const taking = (key: string, before: Prisma.Sql) => Prisma.sql`SELECT ${key}::text, ${spent(at, 1)} FROM ${before}`
  return Prisma.sql`
    held AS (${open ? holding(open, at) : nothing}),
    linked AS (${link ? Prisma.sql`${spending(link, at, taking(link.key, Prisma.sql`held`))} RETURNING key` : Prisma.sql`SELECT FROM held`}),
    paid AS (${spending(mailbox, at, taking(mailbox.key, Prisma.sql`linked`))} RETURNING key)`
}

type Written = {
  /** The open attempt of the browser, and the same where the code belongs to it, with its new destination. */
  open: OpenAttempt | null
  attempt: OpenAttempt | null
  to: Destination
  /** The attempt that begins where the code belongs to none that is open. */
  begun: NewAttempt
  code: NewCode
  at: Date
}

/** Makes the expressions that write a code under its attempt, once it is paid for. */
export const writing = ({ open, attempt, to, begun, code, at }: Written) => Prisma.sql`
    attempt AS (${attempt ? renewing(attempt, to, at) : beginning(begun, at)}),
    left_behind AS (${open && !attempt ? replacing(open, at) : nothing}),
    ${keeping(code, at)}`

/**
 * Makes the expressions that tell of a code. `pace`: of `pacing`, or `unpaced`. `event`: its recording, with `asked` as the
 * subject. `mail`: its queueing, because of `delay`.
 */
export const telling = (pace: Prisma.Sql, event: Prisma.Sql, mail: Prisma.Sql) => Prisma.sql`
    ${pace},
    ${event},
    ${mail}`

/** Selects the subject of the event that a code was asked for, once the code is written. */
export const asked = (principalId: string | null, detail: object) =>
  Prisma.sql`SELECT ${principalId}::uuid, NULL::uuid, ${JSON.stringify(detail)}::jsonb FROM code`

/** Selects how much later than asked for the mail of a written code leaves. */
export const delay = (at: Date) =>
  Prisma.sql`SELECT coalesce("leavesAt" - ${at}::timestamptz, interval '0') FROM code LEFT JOIN waiting ON true`
