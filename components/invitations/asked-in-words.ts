import type { Told } from '@/lib/invitations/ask-for-invitation'

const BY_MAIL = 'If you are invited again, that comes by mail, to the address this invitation was sent to.'

/** What comes of asking for a new invitation: no more than will be done. */
export function askedInWords(told: Told, inviter: string): string {
  if (told === 'inviter') return `${inviter} will be told that you ask. ${BY_MAIL}`
  if (told === 'others')
    return `${inviter} can’t answer any longer. Somebody who can will be told that you ask. ${BY_MAIL}`
  if (told === 'nobody') return 'Your question is kept. Nobody who could answer is here just now.'
  return 'Nothing was asked: load this page again to see what the link opens now.'
}
