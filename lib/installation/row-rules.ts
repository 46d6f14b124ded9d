/** What holds of every row of a table, and what to say of rows from before that it does not hold of. */
export type RowRule = {
  /** The constraint that keeps it. */
  constraint: string
  table: string
  /** SQL over the table's columns; true or null of a row that fits. */
  fits: string
  /** What is wrong with rows that don't fit, after "Rows of Grant that". */
  wrong: string
  remedy: string
}

/** A rule that is a check. */
export type RowCheck = RowRule & {
  /** The migration whose step adds it (server/database/migration-steps). */
  migration: string
  /** The column with the time when a row, or what it says now, was made. */
  since: string
}

const migration = '20261129195000_rows_fit'

/**
 * The checks. Ends that are planned lie after their beginning. When something did end is not compared: a clock may have
 * been set back in between. Nor are the ends of codes, which lib/identity/set-times-right moves without their beginning.
 */
export const rowChecks: readonly RowCheck[] = [
  {
    constraint: 'Resource_content_of_its_kind',
    table: 'Resource',
    migration,
    since: 'createdAt',
    fits: `("url" IS NOT NULL) = ("kind" = 'link') AND ("body" IS NOT NULL) = ("kind" = 'page')`,
    wrong: 'lack the content of their kind, or have content of another',
    remedy: 'Delete them, and share them anew.',
  },
  {
    constraint: 'Session_ends_after_start',
    table: 'Session',
    migration,
    since: 'startedAt',
    fits: '"expiresAt" >= "startedAt"',
    wrong: 'expire before they start',
    remedy: 'Nobody can use them, and they are deleted in time: do nothing.',
  },
  {
    constraint: 'Grant_ends_after_start',
    table: 'Grant',
    migration,
    since: 'grantedAt',
    fits: '"endsAt" >= "grantedAt"',
    wrong: 'end before they begin',
    remedy: 'Invite the people again who should have access.',
  },
  {
    constraint: 'Grant_undo_after_ending',
    table: 'Grant',
    migration,
    since: 'grantedAt',
    fits: '"undoUntil" >= "revokedAt"',
    wrong: 'could be given back only until before they were revoked',
    remedy: 'Invite the people again who should have access.',
  },
  {
    constraint: 'ShareLink_ends_after_start',
    table: 'ShareLink',
    migration,
    since: 'createdAt',
    fits: '"endsAt" >= "createdAt"',
    wrong: 'end before they begin',
    remedy: 'Revoke them, and make new ones where links are needed.',
  },
  {
    constraint: 'Invitation_ends_after_start',
    table: 'Invitation',
    migration,
    since: 'createdAt',
    fits: '"expiresAt" >= "createdAt"',
    wrong: 'expire before they were sent',
    remedy: 'Send them again where they are needed.',
  },
  {
    constraint: 'ReviewRound_ends_after_start',
    table: 'ReviewRound',
    migration,
    since: 'startsAt',
    fits: '"startsAt" <= ALL ("stageEndsAt")',
    wrong: 'have a stage that ends before they begin',
    remedy: 'Stop them if they are still being answered.',
  },
]

/** A rule that a reset's column names a principal who is in the database. */
const namesPerson = (column: string): RowRule => ({
  constraint: `FactorReset_${column}_fkey`,
  table: 'FactorReset',
  fits: `"${column}" IS NULL OR EXISTS (SELECT FROM "Principal" p WHERE p.id = "${column}")`,
  wrong: `name nobody in ${column}`,
  remedy: 'Withdraw those that wait, and ask anew.',
})

export const rowRules: readonly RowRule[] = [
  ...rowChecks,
  ...['requestedById', 'voucherId', 'completedById', 'withdrawnById'].map(namesPerson),
]
