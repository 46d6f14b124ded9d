import { markOf } from '../seen'

type Settings = { name: string; timeZone: string; memberDomains: string[]; privacyStatement: string }

/** Short for the settings as they are, so that a form can say which ones it was filled in from. */
export const fingerprint = ({ name, timeZone, memberDomains, privacyStatement }: Settings) =>
  markOf([name, timeZone, memberDomains, privacyStatement])
