import type { Budget } from '../budgets/budget'
import { HOUR } from '../clock'
import type { Mailbox } from '../mailbox'

/** Mails that say to one mailbox what was shared with it, whoever shares: more than anybody gets in earnest, and no flood. */
export const MOST_SHARED_MAILS = 20

/** The same as a budget, an hour. */
export const sharedMailsTo = (mailbox: Mailbox): Budget => ({
  key: `shared mails ${mailbox}`,
  limits: [{ most: MOST_SHARED_MAILS, within: HOUR }],
})
