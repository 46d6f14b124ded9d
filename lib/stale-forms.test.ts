import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { z } from 'zod'

/** Of each action that changes what is stored from more than one field, or by how it stands: the field that says what was seen, and its form. */
const marks: Record<string, [field: string, form: string]> = {
  ChangeResource: ['revision', 'sharing/edit-share-form'],
  ChangeGrant: ['revision', 'sharing/change-grant-dialog'],
  ChangeTerms: ['revision', 'terms/terms-settings-form'],
  RenewTerms: ['revision', 'terms/new-version-form'],
  ChangeOrganization: ['revision', 'organization/settings-form'],
  ChangePolicy: ['revision', 'policies/policy-form'],
  SaveLocation: ['revision', 'policies/location-form'],
  SaveLabel: ['revision', 'policies/labels'],
  ChangeReview: ['revision', 'reviews/administering/review-form'],
  MoveLabel: ['place', 'policies/label-order'],
  TakeBackVersion: ['number', 'terms/terms-page'],
  RestoreVersion: ['newest', 'sharing/versions'],
  ExtendRound: ['endsAt', 'reviews/administering/round-buttons'],
}

/** What an older form of these can do: nothing is overwritten that it does not show. */
const harmless: Record<string, string[]> = {
  'makes something new': [
    'AddFile',
    'AddMember',
    'AddToSpace',
    'AddVersion',
    'CreateFolder',
    'CreatePolicy',
    'CreateShareLink',
    'CreateSpace',
    'CreateTerms',
    'Invite',
    'ReviewForm',
    'ShareResource',
    'AddToSpace',
    'CreateSpace',
    'RequestReset',
    'SetUp',
  ],
  'changes one field, as it says': [
    'LabelResource',
    'LetGuestsMeet',
    'MoveEntries',
    'RenameFolder',
    'RenameFactor',
    'RenamePerson',
    'SetGuestsEnd',
    'StatePurpose',
    'DisableMember',
    'EnableMember',
    'PromoteMember',
    'DemoteMember',
    'BlockGuest',
    'UnblockGuest',
  ],
  'ends, gives back or takes away one thing, which is refused where that was done': [
    'ArchiveSpace',
    'DeleteFolder',
    'DeleteLabel',
    'DeleteLocation',
    'DeletePolicy',
    'DeleteResource',
    'DeleteTerms',
    'DeleteVersion',
    'NameManager',
    'PurgeResource',
    'ReopenSpace',
    'RestoreResource',
    'EndPersonSessions',
    'EndReview',
    'EndSession',
    'EndOtherSessions',
    'GiveUpGrant',
    'RemoveFactor',
    'RemoveGuest',
    'RestoreGrant',
    'RevokeGrant',
    'RevokeShareLink',
    'PutIntoSpace',
    'TakeOutOfSpace',
    'UndoMove',
    'CompleteReset',
    'StopReset',
    'WithdrawReset',
    'StopRound',
    'ApplyRound',
    'ResetRound',
    'Change',
  ],
  'gives an answer, of which the last one counts': [
    'AnswerItems',
    'PressAnswer',
    'AnswerReset',
    'AnswerTerms',
    'AcceptStatement',
    'TakeRecommendations',
  ],
  'hands on what is open now': ['HandOnItems', 'ReassignItems'],
  'only asks, sends, proves, redeems or shows': [
    'AskForAccess',
    'AskForDownload',
    'AskForInvitation',
    'AskForShareLink',
    'DraftPolicy',
    'GetInvitee',
    'GetLetIn',
    'ListMyItems',
    'PreviewReview',
    'RedeemInvitation',
    'RedeemShareLink',
    'RemindReviewersNow',
    'RequestCode',
    'ResendInvitation',
    'ShowApp',
    'ShowPasskey',
    'UseRecoveryCode',
    'VerifyCode',
  ],
}

/** Every schema that a form's door names, with the file it comes from. */
function doors() {
  return readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('_boundary'))
    .flatMap((file) => {
      const text = readFileSync(path.join('app', file), 'utf8')
      return [...text.matchAll(/\baction\(\s*([A-Z]\w+)\s*,/g)].map(([, schema]) => {
        const imported = new RegExp(String.raw`import \{[^}]*\b${schema}\b[^}]*\} from '@/([^']+)'`).exec(text)
        return { schema: schema!, from: imported ? path.resolve(imported[1]!) : null }
      })
    })
}

it('every form that changes stored things by more than one field, or by how they stand, says what it was filled in from', async () => {
  const all = doors()
  expect(all.length).toBeGreaterThan(50)
  const known = new Set([...Object.keys(marks), ...Object.values(harmless).flat()])
  expect([...new Set(all.map(({ schema }) => schema))].filter((schema) => !known.has(schema))).toEqual([])
  expect([...known].filter((schema) => all.every((door) => door.schema !== schema))).toEqual([])
  const marked = all.filter(({ schema }) => marks[schema])
  const without = await Promise.all(
    marked.map(async ({ schema, from }) => {
      const verbs = (await import(/* @vite-ignore */ from!)) as Record<string, z.ZodObject>
      return marks[schema]![0] in verbs[schema]!.shape ? [] : [schema]
    }),
  )
  expect(without.flat()).toEqual([])
})

it.each(Object.entries(marks))('the form of %s sends it along', (_, [field, form]) => {
  expect(readFileSync(`components/${form}.tsx`, 'utf8')).toMatch(new RegExp(`type="hidden" name="${field}"`))
})
