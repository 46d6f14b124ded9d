import { revisionOf } from '../revision'

type Settings = { name: string; timeZone: string; memberDomains: string[]; privacyStatement: string }

/** Makes the revision of the settings, by which a form notices that another person changed them. */
export const settingsRevision = ({ name, timeZone, memberDomains, privacyStatement }: Settings) =>
  revisionOf([name, timeZone, memberDomains, privacyStatement])
