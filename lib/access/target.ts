import type { GrantFacts, Target } from './permissions'
import { db } from '../db/client'
import type { Prisma } from '../db/generated/client'
import { isId, NOBODY } from '../ids'
import { type Caller, callerId } from '../principal'
import type { ResourceKind } from '../resource-kinds'

const ownLabel = { labelId: true, label: { select: { name: true, place: true } } } as const

/** Selects the columns by which `strictest` picks a resource's label. */
export const labels = { ...ownLabel, spaceId: true, space: { select: ownLabel } } as const

const own = {
  id: true,
  kind: true,
  labelId: true,
  deletedAt: true,
  sharedById: true,
  spaceId: true,
  guestsUntil: true,
  archivedAt: true,
} as const

const grantColumns = {
  id: true,
  principalId: true,
  role: true,
  grantedAt: true,
  endsAt: true,
  revokedAt: true,
  firstOpenedAt: true,
} as const

const ownGrants = (caller: Caller) =>
  ({ where: { principalId: callerId(caller) ?? NOBODY }, select: grantColumns }) satisfies Prisma.Resource$grantsArgs

const spaceColumns = (caller: Caller) =>
  ({
    title: true,
    ...ownLabel,
    guestsUntil: true,
    archivedAt: true,
    grants: ownGrants(caller),
  }) satisfies Prisma.ResourceSelect

/** Selects the columns of a resource that make the target of a decision, with the caller's own grants on it and on its space. */
export const targetColumns = (caller: Caller) =>
  ({
    ...own,
    ...ownLabel,
    space: { select: spaceColumns(caller) },
    grants: ownGrants(caller),
  }) satisfies Prisma.ResourceSelect

/** Selects the columns of things in one space of which `targetsIn` makes targets. */
export const thingColumns = own

/**
 * Makes the targets of decisions on many things in one space, which are then asked for without what they have in common: the space,
 * the caller's grants in it and the labels are read once, here. Throws where there is no such space.
 */
export async function targetsIn(caller: Caller, spaceId: string) {
  const principalId = callerId(caller) ?? NOBODY
  const [space, labels, grants] = await Promise.all([
    db().resource.findUniqueOrThrow({ where: { id: spaceId }, select: spaceColumns(caller) }),
    db().sensitivityLabel.findMany({ select: { id: true, name: true, place: true } }),
    db().grant.findMany({
      where: { principalId, resource: { spaceId } },
      select: { ...grantColumns, resourceId: true },
    }),
  ])
  const labelOf = new Map(labels.map(({ id, ...label }) => [id, label]))
  const grantOn = new Map(grants.map((grant) => [grant.resourceId, grant]))
  return (thing: Omit<Row<GrantFacts>, 'label' | 'space' | 'grants'>) => {
    const held = grantOn.get(thing.id)
    const label = (thing.labelId && labelOf.get(thing.labelId)) || null
    return targetOf({ ...thing, label, space, grants: held ? [held] : [] })
  }
}

/** Finds the target of a decision on a resource, for a caller. Null: there is no such resource, or it was deleted. */
export async function findTarget(caller: Caller, resourceId: string) {
  const found = isId(resourceId)
    ? await db().resource.findFirst({ where: { id: resourceId, deletedAt: null }, select: targetColumns(caller) })
    : null
  return found && targetOf(found)
}

type Label = { labelId: string | null; label: { name: string; place: number } | null }
type Lasting = { guestsUntil: Date | null; archivedAt: Date | null }
type Row<Grant extends GrantFacts> = Label &
  Lasting & {
    id: string
    kind: ResourceKind
    deletedAt: Date | null
    sharedById: string
    spaceId: string | null
    space: (Label & Lasting & { grants: Grant[] }) | null
    grants: Grant[]
  }

/** Makes the target of a decision from a row selected by `targetColumns`. */
export function targetOf<Grant extends GrantFacts>({
  id,
  kind,
  labelId,
  label,
  deletedAt,
  sharedById,
  spaceId,
  guestsUntil,
  archivedAt,
  space,
  grants,
}: Row<Grant>) {
  return {
    resourceId: id,
    kind,
    labelId: strictest({ labelId, label }, space).labelId,
    deletedAt,
    sharedById,
    spaceId,
    guestsUntil: space ? space.guestsUntil : guestsUntil,
    archivedAt: space ? space.archivedAt : archivedAt,
    spaceGrant: space?.grants[0] ?? null,
    grant: grants[0] ?? null,
  } satisfies Target
}

/** Picks the more sensitive of a thing's label and its space's: what is in a space carries at least the label of the space. */
export const strictest = (own: Label, space: Label | null | undefined): Label =>
  space?.label && (own.label === null || own.label.place < space.label.place) ? space : own
