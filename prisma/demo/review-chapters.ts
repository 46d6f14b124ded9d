import { reviewTemplates } from '../../lib/reviews/setting-up/review-templates'
import { cast } from '../cast'
import { cardDrafts, pressContacts, springPosters } from './documents'
import { beginReview, say } from './review-story'
import { shareFile, sharePage } from './sharing-story'
import { browsers, deliverMail, signIn } from './visitor'

const { megan, lee, priya, adele, nicole, omar } = cast

const press = 'Press contacts.csv'
const posters = 'Spring posters.pdf'
const cards = 'Card statements, drafts'

/** What is left of the spring campaign: nobody has opened it since. */
export async function leaveBehind() {
  const to = [nicole.address, omar.address]
  await shareFile(await signIn(browsers.headOffice, megan.address), posters, springPosters, { to, ends: 'never' })
  await shareFile(await signIn(browsers.branch, priya.address), press, pressContacts, {
    to,
    role: 'download',
    ends: 'never',
  })
  await sharePage(await signIn(browsers.branch, lee.address), cards, cardDrafts, { to: [omar.address], ends: 'never' })
  await deliverMail()
}

/** A first review, once, with five days to answer in. */
export async function lookThrough() {
  const caller = await signIn(browsers.headOffice, adele.address)
  const values = {
    days1: '5',
    recommendations: 'on',
    lookBackDays: '30',
    justifyDeny: 'on',
    autoApply: 'on',
    remind: 'on',
    fallback1: adele.address,
  }
  return beginReview(caller, {
    name: 'Left over from the spring',
    message: 'The spring campaign is over. Who still needs what we shared for it?',
    ...values,
  })
}

export async function answerLookThrough(roundId: string) {
  await say(await signIn(browsers.branch, priya.address), roundId, [
    { of: omar.address, on: press, answer: 'deny', reason: 'Fabrikam no longer writes to the press for us.' },
    { of: nicole.address, on: press, answer: 'approve' },
  ])
  await say(await signIn(browsers.branch, lee.address), roundId, [
    { of: omar.address, on: cards, answer: 'deny', reason: 'The statements are printed; the drafts are of no use.' },
    { of: nicole.address, on: 'Q3 plan', answer: 'approve' },
    { of: omar.address, on: 'Q3 plan', answer: 'dont_know' },
  ])
  await say(await signIn(browsers.headOffice, megan.address), roundId, [
    { of: nicole.address, on: 'Brand guidelines 2026.pdf', answer: 'approve' },
    { of: nicole.address, on: 'Campaign board', answer: 'approve' },
  ])
}

/** From now on every quarter. */
export async function reviewQuarterly() {
  const caller = await signIn(browsers.headOffice, adele.address)
  const { name = '', ...values } = reviewTemplates.find(({ key }) => key === 'quarterly')!.values
  return beginReview(caller, {
    name,
    ...values,
    justifyDeny: 'on',
    fallback1: adele.address,
    message:
      'Two minutes for each list are enough. Say no where you are not sure that somebody still needs it: you can share it again.',
  })
}

/** Megan is half through, Lee has begun, Priya has yet to look. */
export async function answerSome(roundId: string) {
  await say(await signIn(browsers.headOffice, megan.address), roundId, [
    {
      of: nicole.address,
      on: 'Brand guidelines 2026.pdf',
      answer: 'approve',
      reason: 'The agency works with them every week.',
    },
    { of: nicole.address, on: 'Campaign board', answer: 'approve' },
  ])
  await say(await signIn(browsers.branch, lee.address), roundId, [
    { of: omar.address, on: 'Onboarding of suppliers', answer: 'dont_know' },
  ])
}
