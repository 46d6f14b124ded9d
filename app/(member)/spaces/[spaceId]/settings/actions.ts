'use server'
import { action } from '@/app/_boundary/action'
import { ArchiveSpace, archiveSpace } from '@/lib/sharing/spaces/archive-space'
import { LetGuestsMeet, letGuestsMeet } from '@/lib/sharing/spaces/let-guests-meet'
import { ReopenSpace, reopenSpace } from '@/lib/sharing/spaces/reopen-space'
import { SetGuestsEnd, setGuestsEnd } from '@/lib/sharing/spaces/set-guests-end'

export const endForGuests = action(SetGuestsEnd, setGuestsEnd, ({ guestsUntil }) => ({
  message: guestsUntil
    ? 'Saved. Whoever this cuts off comes back when you move the day.'
    : 'Saved. There is no end for guests.',
}))
export const meet = action(LetGuestsMeet, letGuestsMeet, ({ guestsMeet }) => ({
  message: guestsMeet ? 'Guests see each other from now on.' : 'Guests don’t see each other any longer.',
}))
export const archive = action(ArchiveSpace, archiveSpace, () => ({ message: 'Archived: it can only be read now.' }))
export const reopen = action(ReopenSpace, reopenSpace, () => ({ message: 'It is open for work again.' }))
