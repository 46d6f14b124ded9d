import { DAY, HOUR, MINUTE } from '../lib/clock'
import { db } from '../lib/db/client'
import { cast } from './cast'
import { answerCampaign, comeBack, inviteRavi, narrowDown, planQuarter, readPlan, seeToTrouble, setUp, startCampaign } from './demo/chapters'
import { ago } from './demo/story-clock'

/**
 * Fills an empty installation with six weeks at Woodgrove Bank, told through the verbs that pages and forms
 * use, so that the trail is true; only the clock is moved back. Answers who can sign in, or null for an
 * installation that holds anything: it stays as it is.
 */
export async function seed() {
  if ((await db().organization.count()) + (await db().principal.count()) > 0) return null
  await ago(42 * DAY + 127 * MINUTE, setUp)
  const campaign = await ago(30 * DAY + 48 * MINUTE, startCampaign)
  await ago(29 * DAY - 71 * MINUTE, () => answerCampaign(campaign))
  const quarter = await ago(14 * DAY + 193 * MINUTE, planQuarter)
  await ago(13 * DAY + 34 * MINUTE, () => readPlan(quarter))
  await ago(4 * DAY + 156 * MINUTE, () => narrowDown(campaign))
  await ago(26 * HOUR + 11 * MINUTE, seeToTrouble)
  await ago(5 * HOUR + 23 * MINUTE, inviteRavi)
  await ago(40 * MINUTE, () => comeBack(campaign, quarter))
  return Object.values(cast).map(({ address, name, kind, administrator }) => ({ address, name, part: administrator ? 'administrator' : kind }))
}
