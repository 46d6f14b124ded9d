import { z } from 'zod'
import { instantOf } from '../wall-clock'
import { Invalid } from '../errors'
import type { Tx } from '../db/transaction'
import { wholeNumberOrNone } from '../forms/whole-number'
import { paragraph, requiredLine } from '../plain-text'
import { revisionOf } from '../revision'

const head = {
  name: requiredLine(100, 'Give the document a name: policies name it.'),
  /** Asked again so many days after each acceptance. */
  expiresAfterDays: wholeNumberOrNone(1, 3650, 'Write a number of days from 1 to 3,650, or leave this empty.').default(
    null,
  ),
  /** A day on the organization's clocks. Whoever accepted before it is asked again. */
  reacceptOn: z.string().trim().default(''),
}

/** The texts stand beside these, numbered from 1: `language1`, `title1`, `format1`, `markdown1`, `fileId1`, `kept1`. */
export const CreateTerms = z.looseObject(head)
export type CreateTerms = z.output<typeof CreateTerms>

/** `revision`: `termsRevision` of the settings that the form was filled in from. */
export const ChangeTerms = z.object({ documentId: z.uuid(), revision: z.string().default(''), ...head })
export type ChangeTerms = z.output<typeof ChangeTerms>

export const RenewTerms = z.looseObject({
  documentId: z.uuid(),
  /** The number of the version that the form was filled in from. */
  revision: z.coerce.number().int(),
  /** Whoever accepted an earlier version is asked again. */
  reaccept: z.stringbool().or(z.boolean()).default(false),
  changes: paragraph(500),
})
export type RenewTerms = z.output<typeof RenewTerms>

type Settings = { name: string; expiresAfterDays: number | null; reacceptAt: Date | null }

/** Makes the revision of a document's settings, by which a form notices that another person changed them. */
export const termsRevision = ({ name, expiresAfterDays, reacceptAt }: Settings) =>
  revisionOf([name, expiresAfterDays, reacceptAt])

/** The moment from which on everybody is asked again; null for none. Throws `Invalid` for `reacceptOn`. */
export async function readReacceptAt(tx: Tx, reacceptOn: string): Promise<Date | null> {
  if (!reacceptOn) return null
  const { timeZone } = await tx.organization.findUniqueOrThrow({ where: { id: 1 }, select: { timeZone: true } })
  const at = /^\d{4}-\d\d-\d\d$/.test(reacceptOn) ? instantOf(reacceptOn, timeZone) : null
  if (!at || at.getUTCFullYear() < 2000 || at.getUTCFullYear() > 2200)
    throw new Invalid('day.malformed', { reacceptOn: 'Choose a day, such as 2027-01-31, or leave this empty.' })
  return at
}
