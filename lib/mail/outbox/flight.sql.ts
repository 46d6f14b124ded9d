// In SQL: a part of a statement that is SQL itself.

import { Prisma } from '../../db/generated/client'
import { changeClaimed } from './change-claimed.sql'
import type { ClaimedMail } from './claim-mail.sql'

/** Writes down that the last byte of this attempt leaves. False: the mail is no longer this worker's. */
export const enterDoubt = (mail: ClaimedMail) => changeClaimed(mail, Prisma.sql`"doubts" = ${mail.doubts + 1}`)
