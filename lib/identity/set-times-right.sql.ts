// In SQL: Prisma's client sets no time by what the row itself holds, in a column, JSON or an array.

import { db } from '../db/client'
import { LINES } from './passcodes/pace'

/** The present time, and the one from which on a stored time is set right. */
type Times = { at: Date; ahead: Date }

/**
 * Brings the times of sessions back to the present, and their ends to `end`. Leaves sessions alone that end no later than
 * `tooLate` and have no time after `ahead`.
 */
export const setSessionsRight = ({ at, ahead, end, tooLate }: Times & { end: Date; tooLate: Date }) =>
  // LEAST leaves nulls out, and would write a time where there is none.
  db().$executeRaw`
    UPDATE "Session" SET "startedAt" = LEAST("startedAt", ${at}), "expiresAt" = LEAST("expiresAt", ${end}),
      "seenAt" = CASE WHEN "seenAt" > ${at} THEN ${at} ELSE "seenAt" END,
      proofs = coalesce((SELECT jsonb_object_agg(kind, LEAST(shown::timestamptz, ${at}::timestamptz)) FROM jsonb_each_text(proofs) proof(kind, shown)), '{}')
    WHERE "expiresAt" > ${at} AND ("expiresAt" > ${tooLate}
      OR GREATEST("startedAt", "seenAt", (SELECT max(shown::timestamptz) FROM jsonb_each_text(proofs) proof(kind, shown))) > ${ahead})`

/** Brings the times of attempts back to the present. */
export const setAttemptsRight = ({ at, ahead }: Times) =>
  db()
    .$executeRaw`UPDATE "SignInAttempt" SET "createdAt" = LEAST("createdAt", ${at}), "lastCodeAt" = LEAST("lastCodeAt", ${at}) WHERE "createdAt" > ${ahead} OR "lastCodeAt" > ${ahead}`

/** Brings the times of let-in links back to the present. */
export const setLetInsRight = ({ at, ahead }: Times) =>
  db().$executeRaw`
    UPDATE "LetIn" SET "createdAt" = LEAST("createdAt", ${at}), "usedAt" = CASE WHEN "usedAt" > ${at} THEN ${at} ELSE "usedAt" END
    WHERE "createdAt" > ${ahead} OR "usedAt" > ${ahead}`

/** Gives back what was spent after `ahead`. Leaves out the lines of codes, whose times are to come. */
export const setBudgetsRight = (ahead: Date) =>
  db().$executeRaw`
    UPDATE "Budget" SET "spentAt" = ARRAY(SELECT moment FROM unnest("spentAt") moment WHERE moment <= ${ahead})
    WHERE key <> ALL(${Object.values(LINES)}) AND EXISTS (SELECT FROM unnest("spentAt") moment WHERE moment > ${ahead})`
