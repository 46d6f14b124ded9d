import type { Budget } from '../../budgets/budget'
import { DAY, HOUR, MINUTE } from '../../clock'
import type { Mailbox } from '../../mailbox'

/**
 * Two lanes for each mailbox, so that strangers who guess or ask for codes can't shut out a person whose
 * browser has proven the address before, or who holds its invitation link.
 */
export type Lane = 'known' | 'unknown'

/** Codes mailed to one mailbox. */
export const codesFor = (mailbox: Mailbox, lane: Lane): Budget => ({
  key: `codes ${lane} ${mailbox}`,
  limits: [
    { most: 3, within: 15 * MINUTE },
    { most: 10, within: DAY },
  ],
})

/** Of comparisons in one lane; ten in 10^8 is the bound that docs/security/passcodes.md derives. */
export const comparisons = { limits: [{ most: 10, within: DAY }] }

/** What the keys of a lane's comparisons begin with; the mailbox follows. */
export const comparisonsIn = (lane: Lane) => `comparisons ${lane} `

/** Comparisons of a typed code with one mailed to a mailbox. */
export const comparisonsFor = (mailbox: Mailbox, lane: Lane): Budget => ({
  key: `${comparisonsIn(lane)}${mailbox}`,
  ...comparisons,
})

/** Codes asked for through one share link, so that an open link can't be used to flood mailboxes. */
export const codesThrough = (shareLinkId: string): Budget => ({
  key: `codes through ${shareLinkId}`,
  limits: [{ most: 60, within: HOUR }],
})
