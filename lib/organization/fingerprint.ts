import { createHash } from 'node:crypto'

type Settings = { name: string; timeZone: string; memberDomains: string[]; privacyStatement: string }

/** Short for the settings as they are, so that a form can say which ones it was filled in from. */
export const fingerprint = ({ name, timeZone, memberDomains, privacyStatement }: Settings) =>
  createHash('sha256').update(JSON.stringify([name, timeZone, memberDomains, privacyStatement])).digest('base64url').slice(0, 22)
