import { hmac } from '../../secrets'

/** Derives the key that seals one person's drafts in their browser: 256 bits, base64url. For pages of that person alone. */
export const draftKey = (principalId: string) =>
  Buffer.from(hmac('draft', 'draft key', principalId)).toString('base64url')
