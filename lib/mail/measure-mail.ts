import { now } from '../clock'
import type { SystemCaller } from '../principal'
import { type MailFigures, measureNext } from './measure-mail.sql'

/** How many rows are counted: beyond that the figures mean no more than "very many". */
const MOST = 10_000

/**
 * Measures the mails that wait, for monitoring. Counts the 10,000 that come due next, by the index on when they do. Leaves
 * out withheld mails, which wait for nothing.
 */
export const measureMail = (_caller: SystemCaller): Promise<MailFigures> => measureNext(MOST, now())
