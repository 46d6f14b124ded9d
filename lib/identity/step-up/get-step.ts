import { z } from 'zod'
import { type Aim, factsFor } from '../../access/facts'
import { waysOf } from '../../access/controls'
import { evaluate } from '../../access/evaluate'
import { areaOf, type Action } from '../../access/permissions'
import { labels, strictest } from '../../access/target'
import { signedIn } from '../../access/visibility'
import { findOwnEntry } from '../../audit/sign-ins/record-sign-in'
import { readReference } from '../../reference'
import { db } from '../../db/client'
import { NotFound } from '../../errors'
import type { Control } from '../../policy'
import type { Caller, PersonCaller } from '../../principal'

export const GetStep = z.object({ reference: z.string() })
export type GetStep = z.output<typeof GetStep>

export type StepView = {
  reference: string
  resourceId: string | null
  /**
   * The controls of the next step, the easiest first; one of them is enough. Empty: none is left, or none helps any longer.
   * The page that was asked for then shows which.
   */
  ways: { control: Control; /** The name of a document of terms. Null for other controls. */ name: string | null }[]
  /** How many steps are left, this one included. */
  left: number
}

/**
 * Returns the next step before the page that a person asked for, by the reference of the answer in this session. Evaluates
 * the policies with the present facts, and decides nothing. Throws `NotFound` for every other reference.
 */
export async function getStep(caller: Caller, { reference }: GetStep): Promise<StepView> {
  const person = signedIn(caller)
  const known = readReference(reference)
  const entry = known ? await findOwnEntry(person, known) : null
  if (!entry?.action) throw new NotFound()
  const aim = await aimOf(entry.action as Action, entry.resourceId)
  const { effect, controls } = evaluate(person.policies, factsFor(person, aim))
  const asked = effect === 'challenge' ? controls : []
  const ways = asked.slice(0, 1).flatMap(waysOf)
  return {
    reference: entry.reference,
    resourceId: entry.resourceId,
    ways: ways.map((control) => ({ control, name: nameOf(person, control) })),
    left: asked.length,
  }
}

const nameOf = ({ policies }: PersonCaller, control: Control) =>
  policies.terms.get(control.slice('terms:'.length))?.name ?? null

async function aimOf(action: Action, resourceId: string | null): Promise<Aim> {
  const area = areaOf(action)
  if (area === null) throw new NotFound()
  if (area !== 'resource') return { area }
  const resource = resourceId ? await db().resource.findUnique({ where: { id: resourceId }, select: labels }) : null
  return {
    area,
    resourceId,
    spaceId: resource?.spaceId ?? null,
    labelId: resource && strictest(resource, resource.space).labelId,
    download: action === 'resource.download',
  }
}
