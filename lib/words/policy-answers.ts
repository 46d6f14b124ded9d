import type { Asked, Condition, Control, PolicyResult } from '../policy'
import type { Strength } from '../proof'

/** What had been proven, in words, as an entry of the sign-ins names it. */
export const strengthInWords: Record<Strength, string> = {
  mailbox: 'Mailed code',
  mailbox_totp: 'Mailed code and authenticator app',
  mailbox_recovery: 'Mailed code and recovery code',
  passkey: 'Mailed code and passkey',
}

/** What kept a policy from applying, in words. */
const conditionInWords: Record<Condition, string> = {
  people: 'not for this person',
  resources: 'not for this resource',
  network: 'not from this network',
  platform: 'not on this platform',
  browser: 'not for this browser',
  hours: 'not at this time',
}

const controls: Record<Exclude<Control, `terms:${string}`>, string> = {
  'sign-in': 'a new sign-in',
  code: 'a fresh code',
  passkey: 'a passkey',
  'multi-factor': 'multi-factor authentication',
  purpose: 'a purpose',
  'privacy-statement': 'the privacy statement',
}

/** What is asked for, in words. */
const controlInWords = (control: Control) =>
  control.startsWith('terms:') ? 'terms of use' : controls[control as keyof typeof controls]

/** The same of what any one of several will do for. */
export const askedInWords = (asked: Asked) =>
  typeof asked === 'string'
    ? controlInWords(asked)
    : `one of ${new Intl.ListFormat('en', { type: 'disjunction' }).format(asked.anyOf.map(controlInWords))}`

/** What one policy said, in words. */
export function resultInWords({ state, result, unmet, controls: asked = [] }: PolicyResult): string {
  if (result === 'not-applied') return `did not apply, ${unmet ? conditionInWords[unmet] : 'a condition was not met'}`
  const would = state === 'report_only'
  if (result === 'met') return would ? 'report only: met' : 'met'
  if (result === 'refused') return would ? 'report only: would have refused' : 'refused'
  const what = new Intl.ListFormat('en').format(asked.map(askedInWords))
  return would ? `report only: would have asked for ${what}` : `asked for ${what}`
}
