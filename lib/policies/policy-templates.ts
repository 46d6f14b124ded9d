import type { PolicySettingsInput } from '../policy'

export type PolicyTemplate = { key: string; title: string; words: string; settings: PolicySettingsInput }

const guestsOnEverything = { who: { guests: true }, what: { allResources: true } }

/** What most organizations begin with; each only reports until somebody turns it on. */
export const policyTemplates: readonly PolicyTemplate[] = [
  {
    key: 'second-factor',
    title: 'Ask guests for a second factor',
    words: 'An authenticator app or a passkey beside the mailed code, before anything that is shared opens.',
    settings: { ...guestsOnEverything, controls: { multiFactor: true } },
  },
  {
    key: 'networks',
    title: 'Only from networks we trust',
    words:
      'Nothing opens for guests from anywhere else. Name your networks under Locations first, and mark them as trusted.',
    settings: { ...guestsOnEverything, when: { networks: { exceptTrusted: true } }, controls: { block: true } },
  },
  {
    key: 'terms',
    title: 'Terms before everything',
    words: 'Guests accept your terms of use before anything that is shared opens. Write them under Terms of use first.',
    settings: { ...guestsOnEverything, controls: {} },
  },
  {
    key: 'fresh-code',
    title: 'A code no older than 8 hours',
    words:
      'Guests enter a new code once the last one is older, so that a browser left alone opens nothing the next day.',
    settings: { ...guestsOnEverything, controls: { codeHours: 8 } },
  },
]
