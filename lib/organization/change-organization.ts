import { z } from 'zod'
import { authorize } from '../access/authorize'
import { raisePolicyVersion } from '../access/raise-policy-version'
import { recordAuditEvent } from '../audit/record-audit-event'
import { type Tx, transaction } from '../db/transaction'
import type { Domain } from '../domain'
import { Invalid } from '../errors'
import { isSeen, requiredLine } from '../plain-text'
import type { Caller } from '../principal'
import { refuseStale } from '../revision'
import { isTimeZone } from '../wall-clock'
import { lockOrganization } from './change-organization.sql'
import { settingsRevision } from './settings-revision'
import { readMailDomains } from '../forms/mail-domains'

const MOST_DOMAINS = 50

const tidy = (text: string) => text.replace(/\r\n?/g, '\n').trim()

export const ChangeOrganization = z.object({
  name: requiredLine(100, 'The organization needs a name: guests see it at the door.', {
    tooLong: 'A name has at most 100 characters.',
  }),
  timeZone: z.string().refine(isTimeZone, 'Choose a time zone from the list, such as Europe/Vienna.'),
  /** Separated by spaces, commas or lines. */
  memberDomains: z.string().max(10_000, 'Take at most 50 domains.'),
  privacyStatement: z
    .string()
    .max(50_000, 'The privacy statement has at most 50,000 characters.')
    .transform(tidy)
    .refine(isSeen, 'Guests are asked to accept this statement, so it can’t be empty. One sentence will do.'),
  /** `settingsRevision` of the settings that the form was filled in from. */
  revision: z.string().default(''),
})
export type ChangeOrganization = z.output<typeof ChangeOrganization>

type Settings = Omit<ChangeOrganization, 'memberDomains' | 'revision'> & { memberDomains: string[] }

/**
 * Changes the organization's settings. A new privacy statement raises its version, so that every guest is asked
 * again. Throws `Conflict` when the settings were changed since that `revision`.
 */
export async function changeOrganization(
  caller: Caller,
  { revision, name, timeZone, memberDomains, privacyStatement }: ChangeOrganization,
) {
  authorize(caller, 'organization.change')
  const after: Settings = { name, timeZone, memberDomains: readDomains(memberDomains), privacyStatement }
  return transaction(async (tx) => {
    const before = await hold(tx)
    refuseStale('these settings', settingsRevision(before), revision)
    const fields = changed(before, after)
    if (fields.length === 0) return { fields, askedAgain: false }
    const askedAgain = fields.includes('privacyStatement')
    const privacyVersion = before.privacyVersion + (askedAgain ? 1 : 0)
    await tx.organization.update({ where: { id: 1 }, data: { ...after, privacyVersion }, select: { id: true } })
    // Policies are meant by these clocks.
    if (fields.includes('timeZone')) await raisePolicyVersion(tx)
    const detail = { fields, before: short(before, fields), after: short({ ...after, privacyVersion }, fields) }
    await recordAuditEvent(tx, caller, 'organization.changed', { detail })
    return { fields, askedAgain }
  })
}

/** Throws `Invalid` for the first that is none. */
function readDomains(text: string): Domain[] {
  const { domains, wrong, tooMany } = readMailDomains(text, MOST_DOMAINS)
  if (tooMany !== null) throw new Invalid('domain.too-many', { memberDomains: 'Take at most 50 domains.' })
  if (wrong[0] !== undefined)
    throw new Invalid('domain.malformed', {
      memberDomains: `“${wrong[0].slice(0, 80)}” is not a mail domain. Write it like woodgrove.example.`,
    })
  return domains.toSorted()
}

async function hold(tx: Tx) {
  await lockOrganization(tx)
  return tx.organization.findUniqueOrThrow({ where: { id: 1 } })
}

const names = ['name', 'timeZone', 'memberDomains', 'privacyStatement'] as const
type Field = (typeof names)[number]

const changed = (before: Settings, after: Settings) =>
  names.filter((name) => spelled(before[name]) !== spelled(after[name]))

/** A form's line ends, and blank ones around a text, are no change: nobody is asked again for them. */
const spelled = (value: string | string[]) => (typeof value === 'string' ? tidy(value) : JSON.stringify(value))

/** What the trail keeps of a change: of the statement its version, of the rest the value. */
const short = (settings: Settings & { privacyVersion: number }, fields: Field[]) =>
  Object.fromEntries(
    fields.map((field) =>
      field === 'privacyStatement' ? ['privacyVersion', settings.privacyVersion] : [field, settings[field]],
    ),
  )
