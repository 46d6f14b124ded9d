import type { Budget } from '../../budgets/budget'
import { DAY, HOUR, MINUTE } from '../../clock'
import type { Mailbox } from '../../mailbox'

/**
 * The lanes of each mailbox, with budgets of their own. Strangers who guess or ask for codes spend only the lane `unknown`.
 * They can't shut out a person whose browser has proven the address, has used a let-in link, or followed an invitation's
 * link.
 */
export type Lane = 'known' | 'unknown'

/** Returns the budget of codes mailed to one mailbox, in one lane. */
export const codesFor = (mailbox: Mailbox, lane: Lane): Budget => ({
  key: `codes ${lane} ${mailbox}`,
  limits: [
    { most: 3, within: 15 * MINUTE },
    { most: 10, within: DAY },
  ],
})

/**
 * The limit of comparisons in one lane. docs/security/passcodes.md derives its bound from ten comparisons with 10^8 codes.
 */
export const comparisons = { limits: [{ most: 10, within: DAY }] }

/** Returns the beginning of the keys of a lane's comparisons; the mailbox follows. */
export const comparisonsIn = (lane: Lane) => `comparisons ${lane} `

/** Returns the budget of comparisons between typed codes and those mailed to one mailbox, in one lane. */
export const comparisonsFor = (mailbox: Mailbox, lane: Lane): Budget => ({
  key: `${comparisonsIn(lane)}${mailbox}`,
  ...comparisons,
})

/** Returns the budget of codes asked for through one share link, so that an open link can't be used to flood mailboxes. */
export const codesThrough = (shareLinkId: string): Budget => ({
  key: `codes through ${shareLinkId}`,
  limits: [{ most: 60, within: HOUR }],
})
