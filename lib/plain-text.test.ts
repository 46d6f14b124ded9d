import { expect, it } from 'vitest'
import type { z } from 'zod'
import { RenameFactor } from './identity/factors/manage-factors'
import { RequestReset } from './identity/factors/resets/request-reset'
import { SetUp } from './identity/set-up/find-set-up'
import { StatePurpose } from './identity/step-up/state-purpose'
import { ChangeOrganization } from './organization/change-organization'
import { PersonNameField } from './forms/person-name'
import { cleanFileName } from './files/file-name'
import { line, paragraph, requiredLine } from './plain-text'
import { SaveLabel } from './policies/labels/labels'
import { SaveLocation } from './policies/locations/save-location'
import { PolicyForm } from './policies/policy-form'
import { asFileName, quoteLine } from './unseen'
import { oneLine } from './words/letters'
import { ReassignItems } from './reviews/administering/reassign-items'
import { HandOnItems } from './reviews/answering/hand-on-items'
import { ReviewForm } from './reviews/setting-up/review-form'
import { CreateTerms } from './terms/terms-form'

/** What stands there and nobody sees. */
const unseen = {
  blanks: '     ',
  'no-break and ideographic spaces': '\u00a0\u3000\u2003\u202f',
  'zero-width spaces': '\u200b\u200b\u200b\u200b',
  joiners: '\u200d\u200c\u200d\u200c',
  'soft hyphens': '\u00ad\u00ad\u00ad\u00ad',
  'direction marks': '\u202e\u2066\u2069\u200f\u061c',
  'Hangul fillers': '\u3164\u115f\u1160\uffa0',
  'grapheme joiners': '\u034f\u034f\u034f',
  'Mongolian separators': '\u180e\u180b\u180c\u180d',
  'variation selectors': '\ufe0f\ufe0e\u{e0100}\u{e01ef}',
  tags: '\u{e0061}\u{e0062}\u{e0063}\u{e007f}',
  'empty Braille': '\u2800\u2800\u2800',
  'control characters': '\u0001\u0002\u0007\u009f',
  'private use': '\ue000\uf8ff\u{f0000}',
  'half of a pair': '\ud800\ud800\ud800',
  'all together': ' \u200b\u00ad\u3164\u2800\ufe0f\n\t\u2028\u2029\ufeff',
}

/** Every text that has to say something, with the field it is typed into. */
const required: Record<string, [z.ZodType, string]> = {
  purpose: [StatePurpose, 'purpose'],
  'reason for a reset': [RequestReset, 'reason'],
  'name of a factor': [RenameFactor, 'name'],
  'name of the organization at set-up': [SetUp, 'organizationName'],
  'name of the organization': [ChangeOrganization, 'name'],
  'privacy statement': [ChangeOrganization, 'privacyStatement'],
  'name of a policy': [PolicyForm, 'name'],
  'name of a location': [SaveLocation, 'name'],
  'name of a label': [SaveLabel, 'name'],
  'name of a review': [ReviewForm, 'name'],
  'reason for giving items to somebody else': [ReassignItems, 'reason'],
  'reason for handing items on': [HandOnItems, 'reason'],
  'name of terms': [CreateTerms, 'name'],
}

const complains = ([schema, field]: [z.ZodType, string], text: string) =>
  schema.safeParse({ [field]: text }).error?.issues.some(({ path }) => path[0] === field) ?? false

it.each(Object.keys(required))('a %s that nobody can see is refused, and one that is seen is taken', (name) => {
  const taken = Object.entries(unseen).filter(([, text]) => !complains(required[name]!, text))
  expect(taken.map(([kind]) => kind)).toEqual([])
  for (const text of ['Budget 2027', 'бюджет', 'תקציב', '予算案', '👩‍🔬👍🏽❤️', 'می‌خواهم'])
    expect(complains(required[name]!, text), text).toBe(false)
})

it.each(Object.entries(unseen))('%s are no text where none is needed', (_, text) => {
  expect([line(100).parse(text), paragraph(100).parse(text), PersonNameField.parse(text)]).toEqual(['', null, null])
})

it('counts what is seen: three dots of ink, not one and two marks', () => {
  const least = requiredLine(100, 'Say more.', { least: 3 })
  expect(least.safeParse('a\u2800\u2800').success).toBe(false)
  expect(least.parse(' a  b c ')).toBe('a b c')
})

it('keep what is spelled with marks that nobody sees, and lose the marks alone, whoever types them and wherever', () => {
  const england = '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'
  for (const text of [england, 'می\u200cخواهم', '👩\u200d🔬', '\u0600١٢']) {
    const kept = [line(100).parse(text), paragraph(100).parse(text), PersonNameField.parse(text), cleanFileName(text)]
    expect([...kept, oneLine(text, 100), quoteLine(text), asFileName(text)]).toEqual(Array(7).fill(text))
  }
  // Tags apart from a flag spell out words that only a program reads.
  const hidden = 'ab\u{e0068}\u{e0069}\u{1f3f4}\u{e0067}\u{e0062}'
  expect([line(100).parse(hidden), cleanFileName(hidden)]).toEqual(['ab\u{1f3f4}', 'ab\u{1f3f4}'])
})
