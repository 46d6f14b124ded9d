import { DAY, HOUR, MINUTE, SECOND } from '../lib/clock'
import { db } from '../lib/db/client'
import { cast } from './cast'
import {
  answerCampaign,
  comeBack,
  inviteRavi,
  narrowDown,
  planQuarter,
  prepareWinter,
  readPlan,
  seeToTrouble,
  setUp,
  startCampaign,
} from './demo/chapters'
import { answerLookThrough, answerSome, leaveBehind, lookThrough, reviewQuarterly } from './demo/review-chapters'
import { endRound } from './demo/review-story'
import { ago } from './demo/story-clock'

/**
 * Fills an empty installation with six weeks at Woodgrove Bank, told through the verbs that pages and forms
 * use, so that the trail is true; only the clock is moved back. Answers who can sign in, or null for an
 * installation that holds anything: it stays as it is.
 */
export async function seed() {
  if ((await db().organization.count()) + (await db().principal.count()) > 0) return null
  await ago(42 * DAY + 127 * MINUTE, setUp)
  await ago(41 * DAY + 65 * MINUTE, leaveBehind)
  const campaign = await ago(30 * DAY + 48 * MINUTE, startCampaign)
  await ago(29 * DAY - 71 * MINUTE, () => answerCampaign(campaign))
  const quarter = await ago(14 * DAY + 193 * MINUTE, planQuarter)
  await ago(13 * DAY + 34 * MINUTE, () => readPlan(quarter))
  const past = await ago(12 * DAY + 17 * MINUTE, lookThrough)
  await ago(11 * DAY + 94 * MINUTE, () => answerLookThrough(past.roundId))
  await ago(Date.now() - past.endsAt.getTime() - SECOND, endRound)
  await ago(4 * DAY + 156 * MINUTE, () => narrowDown(campaign))
  const quarterly = await ago(3 * DAY + 82 * MINUTE, reviewQuarterly)
  await ago(2 * DAY + 51 * MINUTE, () => answerSome(quarterly.roundId))
  await ago(28 * HOUR + 37 * MINUTE, prepareWinter)
  await ago(26 * HOUR + 11 * MINUTE, seeToTrouble)
  await ago(5 * HOUR + 23 * MINUTE, inviteRavi)
  await ago(40 * MINUTE, () => comeBack(campaign, quarter))
  return Object.values(cast).map(({ address, name, kind, administrator }) => ({
    address,
    name,
    part: administrator ? parts.administrator : parts[kind],
  }))
}

/** Who each is, and where a review waits for them. */
const parts = {
  administrator: 'administrator; the access reviews are at /admin/reviews',
  member: 'member; a review waits at /reviews',
  guest: 'guest',
}
