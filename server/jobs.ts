import { purgeTrail } from '@/lib/audit/purge-trail'
import { DAY, HOUR, MINUTE, SECOND } from '@/lib/clock'
import { lookForFiles } from '@/lib/files/missing-files'
import { sweepFiles } from '@/lib/files/sweep-files'
import { reportTallies } from '@/lib/identity/report-tallies'
import { sweepTrash } from '@/lib/sharing/trash/sweep-trash'
import { setTimesRight } from '@/lib/identity/set-times-right'
import { sweepIdentity } from '@/lib/identity/sweep-identity'
import type { PeriodicJob } from '@/lib/jobs/run-due-jobs'
import { bringMailForward } from '@/lib/mail/bring-forward'
import { sweepMail } from '@/lib/mail/sweep-mail'
import { applyRounds } from '@/lib/reviews/applying/apply-rounds'
import { removeDeniedGuests } from '@/lib/reviews/applying/remove-denied-guests'
import { closeStages } from '@/lib/reviews/running/close-stages'
import { replaceReviewers } from '@/lib/reviews/running/replace-reviewers'
import { tellReviewers } from '@/lib/reviews/running/tell-reviewers'
import { startRounds } from '@/lib/reviews/starting/start-rounds'

/** Every periodic job there is. */
export const jobs: PeriodicJob[] = [
  { name: 'set-times-right', every: 10 * SECOND, run: setTimesRight },
  { name: 'bring-mail-forward', every: 10 * SECOND, run: bringMailForward },
  { name: 'sweep-trash', every: HOUR, run: sweepTrash },
  { name: 'sweep-files', every: HOUR, run: sweepFiles },
  { name: 'look-for-files', every: MINUTE, run: lookForFiles },
  { name: 'sweep-identity', every: HOUR, run: sweepIdentity },
  { name: 'report-tallies', every: MINUTE, run: reportTallies },
  { name: 'sweep-mail', every: HOUR, run: sweepMail },
  { name: 'purge-trail', every: DAY, run: purgeTrail },
  { name: 'start-review-rounds', every: 5 * SECOND, run: startRounds },
  { name: 'tell-reviewers', every: 5 * SECOND, run: tellReviewers },
  { name: 'replace-reviewers', every: 15 * SECOND, run: replaceReviewers },
  { name: 'close-review-stages', every: 5 * SECOND, run: closeStages },
  { name: 'apply-review-rounds', every: 5 * SECOND, run: applyRounds },
  { name: 'remove-denied-guests', every: MINUTE, run: removeDeniedGuests },
]
