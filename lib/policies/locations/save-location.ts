import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { loadPolicies } from '../../access/policy-set'
import { raisePolicyVersion } from '../../access/raise-policy-version'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { transaction, type Tx } from '../../db/transaction'
import { Conflict, Invalid, NotFound } from '../../errors'
import { sentence } from '../../own-direction'
import { requiredLine } from '../../plain-text'
import { PolicySettings } from '../../policy'
import type { Caller } from '../../principal'
import { keepWaysIn } from '../keep-a-way-in'
import { refuseStale } from '../../revision'
import { MOST_LOCATIONS, overlapsOf, readRanges } from './read-ranges'

export const SaveLocation = z.object({
  locationId: z.uuid().optional(),
  /** The one that is changed was filled in from. */
  revision: z.coerce.number().int().optional(),
  name: requiredLine(120, 'A location needs a name.', { tooLong: 'A name has at most 120 characters.' }),
  kind: z.enum(['network', 'country']).default('network'),
  ranges: z.string().max(200_000, 'Paste fewer lines at once.').default(''),
  trusted: z.string().optional().transform(Boolean),
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).default([]),
  includeUnknown: z.string().optional().transform(Boolean),
  /** Saved though policies that rest on it take its author's own way into administration. */
  confirm: z.string().optional().transform(Boolean),
})
export type SaveLocation = z.output<typeof SaveLocation>

/** Adds a named location, or changes the one that is named; `overlaps`: some of its ranges lie within others, which its page tells. Throws `Invalid` with every line that can't be read, or where it would keep its author out of administration and nobody confirmed that, `NotFound`, and `Conflict` also where somebody else has changed it since the form was filled in. */
export async function saveLocation(
  caller: Caller,
  input: SaveLocation,
): Promise<{ locationId: string; overlaps: boolean }> {
  authorize(caller, input.locationId ? 'location.change' : 'location.create')
  const fields = read(input)
  return transaction(async (tx) => {
    await raisePolicyVersion(tx)
    const before = await loadPolicies(tx)
    const id = input.locationId ? await change(tx, input.locationId, input.revision, fields) : await create(tx, fields)
    await keepWaysIn(tx, caller, { before, confirmed: input.confirm })
    await recordAuditEvent(tx, caller, input.locationId ? 'location.changed' : 'location.created', {
      detail: {
        locationId: id,
        location: fields.name,
        trusted: fields.trusted,
        ranges: fields.ranges.length,
        countries: fields.countries,
      },
    })
    return { locationId: id, overlaps: overlapsOf(fields.ranges).length > 0 }
  })
}

function read({ name, kind, ranges: text, trusted, countries, includeUnknown }: SaveLocation) {
  if (kind === 'country') {
    if (countries.length === 0 && !includeUnknown)
      throw new Invalid('location.empty', {
        countries: 'Choose at least one country, or addresses whose country is not known.',
      })
    return { name, kind, trusted: false, ranges: [] as string[], countries, includeUnknown }
  }
  const { ranges, faults } = readRanges(text)
  if (faults.length > 0)
    throw new Invalid('location.malformed', {
      ranges: [...faults.slice(0, 20), ...(faults.length > 20 ? [`And ${faults.length - 20} lines more.`] : [])].join(
        '\n',
      ),
    })
  if (ranges.length === 0)
    throw new Invalid('location.empty', { ranges: 'Enter at least one range, such as 203.0.113.0/24.' })
  return { name, kind, trusted, ranges, countries: [] as string[], includeUnknown: false }
}

type Fields = ReturnType<typeof read>

async function create(tx: Tx, fields: Fields) {
  if ((await tx.namedLocation.count()) >= MOST_LOCATIONS)
    throw new Conflict(
      'location.too-many',
      `There are ${MOST_LOCATIONS} locations, as many as there can be. Delete one first.`,
    )
  const at = now()
  return (await tx.namedLocation.create({ data: { ...fields, createdAt: at, changedAt: at }, select: { id: true } })).id
}

async function change(tx: Tx, id: string, revision: number | undefined, fields: Fields) {
  const before = await tx.namedLocation.findUnique({ where: { id }, select: { revision: true } })
  if (!before) throw new NotFound('location')
  refuseStale('this location', before.revision, revision)
  await tx.namedLocation.update({ where: { id }, data: { ...fields, revision: { increment: 1 }, changedAt: now() } })
  return id
}

export const DeleteLocation = z.object({ locationId: z.uuid() })
export type DeleteLocation = z.output<typeof DeleteLocation>

/** Deletes a location that no policy names and that is not trusted. Throws `NotFound`, `Conflict`. */
export async function deleteLocation(caller: Caller, { locationId }: DeleteLocation) {
  authorize(caller, 'location.delete')
  await transaction(async (tx) => {
    await raisePolicyVersion(tx)
    const location = await tx.namedLocation.findUnique({
      where: { id: locationId },
      select: { name: true, trusted: true },
    })
    if (!location) throw new NotFound('location')
    const users = await policiesThatName(tx, locationId)
    if (users.length > 0)
      throw new Conflict(
        'location.in-use',
        sentence`“${location.name}” is named by ${new Intl.ListFormat('en').format(users.slice(0, 3))}. Take it out of there first.`,
      )
    if (location.trusted)
      throw new Conflict(
        'location.in-use',
        sentence`“${location.name}” is trusted, so policies may rest on it without naming it. Take the trust away first.`,
      )
    await tx.namedLocation.delete({ where: { id: locationId } })
    await recordAuditEvent(tx, caller, 'location.deleted', { detail: { locationId, location: location.name } })
  })
}

async function policiesThatName(tx: Tx, locationId: string) {
  const policies = await tx.policy.findMany({ where: { deletedAt: null }, select: { name: true, settings: true } })
  return policies.filter(({ settings }) => namesOf(settings).includes(locationId)).map(({ name }) => `“${name}”`)
}

function namesOf(settings: unknown): string[] {
  const networks = PolicySettings.safeParse(settings).data?.when.networks
  return networks ? [...networks.include, ...networks.except] : []
}
