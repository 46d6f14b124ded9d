/**
 * Lists every code that an error carries: for each noun, the reasons. Whoever reads answers with a program goes by the
 * code, people by the sentence beside it. A code keeps its meaning for ever; `error-codes.test.ts` holds that each one
 * is given somewhere.
 */
export const errorCodes = {
  access: ['denied', 'not-found'],
  'access-request': ['exists', 'too-many'],
  address: ['malformed', 'too-many'],
  addressee: ['missing', 'unfit'],
  administrator: ['last'],
  attempt: ['none'],
  challenge: ['expired'],
  code: ['expired', 'locked', 'malformed', 'on-its-way', 'used', 'wrong'],
  content: ['not-found'],
  control: ['required'],
  day: ['malformed', 'missing', 'over', 'too-far'],
  disk: ['full'],
  document: ['not-found'],
  domain: ['malformed', 'missing', 'too-many'],
  download: ['not-askable'],
  entry: ['missing', 'moved'],
  factor: ['exists', 'none', 'set-up-expired', 'tries-spent'],
  'factor-reset': ['closed', 'no-voucher', 'not-in-office', 'own-vouching'],
  file: [
    'incomplete',
    'lost',
    'missing',
    'no-length',
    'not-found',
    'not-waiting',
    'too-large',
    'too-many-waiting',
    'unreadable-name',
  ],
  folder: ['exists', 'in-itself', 'not-empty', 'not-found', 'too-deep'],
  form: ['invalid', 'stale', 'too-long'],
  grant: ['ended', 'not-found'],
  guest: ['blocked', 'not-blocked', 'not-found', 'removed', 'unconfirmed'],
  invitation: ['not-found', 'over', 'redeemed', 'sent-lately', 'sent-often'],
  label: ['changed', 'exists', 'gone', 'not-found', 'too-many'],
  'let-in': ['over'],
  link: ['not-found'],
  location: ['empty', 'in-use', 'malformed', 'not-found', 'too-many'],
  mailbox: ['blocked', 'mailed-often', 'too-many-codes', 'too-many-tries'],
  member: ['exists', 'not-found', 'not-promotable'],
  network: ['too-many-codes'],
  organization: ['exists', 'not-found'],
  page: ['empty', 'not-found'],
  passkey: ['exists', 'none', 'other-host', 'refused', 'too-many'],
  person: ['disabled', 'not-administrator', 'not-disabled', 'not-expected', 'not-found', 'shut-out'],
  policy: ['invalid', 'locks-out', 'loss-unconfirmed', 'not-found', 'unreadable'],
  'privacy-statement': ['not-accepted'],
  proof: ['too-old', 'too-weak'],
  question: ['not-found'],
  reason: ['missing'],
  'recovery-code': ['malformed', 'wrong'],
  resource: ['deleted', 'moved', 'no-title', 'not-found', 'not-in-trash', 'of-guest', 'taken-down'],
  review: ['invalid', 'not-found', 'over'],
  'review-item': ['access-ended', 'answered', 'handed-on-before', 'none-open', 'not-found', 'not-yours'],
  'review-round': ['extended', 'not-applicable', 'not-open', 'over', 'overlaps', 'unconfirmed'],
  'review-scope': ['empty', 'unknown'],
  'review-stage': ['over'],
  reviewer: ['malformed', 'missing', 'not-found', 'not-member', 'reminded-lately', 'unfit'],
  role: ['members-only'],
  round: ['not-found'],
  server: ['fault'],
  session: ['none', 'not-found', 'other', 'required'],
  'share-link': ['closed', 'full', 'over', 'too-many-codes'],
  'sign-in-method': ['not-found'],
  space: ['archived', 'full', 'last-manager', 'managed', 'no-name', 'not-found', 'over'],
  terms: ['changed', 'exists', 'in-use', 'invalid', 'no-summary', 'only-version', 'too-many'],
  text: ['not-found'],
  time: ['clock-behind'],
  undo: ['too-late'],
  upload: ['expired', 'held', 'malformed', 'version', 'wrong-offset'],
  version: ['current', 'not-found'],
  voucher: ['unfit'],
  'web-address': ['malformed'],
} as const

type Codes = typeof errorCodes

/** One code: a noun and a reason, such as `grant.ended`. */
export type ErrorCode = { [Noun in keyof Codes]: `${Noun}.${Codes[Noun][number]}` }[keyof Codes]

type Named<Text extends string> = Text extends `${infer Before}-${infer Rest}` ? `${Before} ${Named<Rest>}` : Text

type Missing = { [Noun in keyof Codes]: 'not-found' extends Codes[Noun][number] ? Noun : never }[keyof Codes]

/** Names what can be missing, as a sentence says it: the nouns that have the reason `not-found`. */
export type MissingNoun = Named<Missing> | 'sign-in method'
