import { administering } from '../access/administrators'
import { evaluate } from '../access/evaluate'
import { factsFor } from '../access/facts'
import { loadPolicies } from '../access/policy-set'
import { signedIn } from '../access/visibility'
import { inOffice } from '../access/live'
import { after, HOUR, now } from '../clock'
import type { Tx } from '../db/transaction'
import { Conflict, Invalid } from '../errors'
import { sentence } from '../own-direction'
import type { PolicySet } from '../policy'
import { type Caller, displayName, type PersonCaller } from '../principal'

const HOURS_OF_A_WEEK = 168

type Asked = {
  /** The policies as they were before the change. */
  before: PolicySet
  /** The form says that its author's own way in may go. */
  confirmed: boolean
}

/**
 * Throws `Conflict` where what the transaction has written would leave no administrator a way into administration:
 * from where the caller is now, at no hour of the coming week. Who never signed in counts for nobody: perhaps no mail
 * reaches them. `without`: somebody who is about to administer no longer. Whoever changes policies or administrators
 * raises the version of the policies first and so waits for this one: two can't each take away what the other leaves.
 */
export async function keepAWayIn(tx: Tx, caller: Caller, { without }: { without?: string } = {}) {
  const set = await loadPolicies(tx)
  if (!set.policies.some(({ state }) => state === 'on')) return
  const administrators = await findAdministrators(tx, without)
  const person = signedIn(caller)
  const isLetIn = administrators.some((principal) => !isOut(set, { ...person, principal }))
  if (isLetIn) return
  throw new Conflict(
    'policy.locks-out',
    sentence`By the policies this would shut every administrator out of administration (${namesOf(administrators)}), so it was not done. Have the policies except at least one of them, or leave administration out of what they are set on.`,
  )
}

/**
 * The same, and throws `Invalid` at `confirm` where what the transaction has written takes the caller's own way into
 * administration at hours of the coming week, unless that is confirmed.
 */
export async function keepWaysIn(tx: Tx, caller: Caller, { before, confirmed }: Asked) {
  await keepAWayIn(tx, caller)
  const set = await loadPolicies(tx)
  if (confirmed || caller.kind !== 'person') return
  const lost = refusedHours(set, caller).filter((at) => !isRefused(before, caller, at))
  if (lost.length === 0) return
  const others = (await findAdministrators(tx, caller.principal.id)).filter(
    (principal) => !isOut(set, { ...caller, principal }),
  )
  throw new Invalid('policy.loss-unconfirmed', {
    confirm: `${lossInWords(lost.length)} ${others.length > 0 ? sentence`${namesOf(others)} could still take it back.` : 'Nobody else could take it back meanwhile.'} Tick this to save it all the same.`,
  })
}

const lossInWords = (hours: number) =>
  hours === HOURS_OF_A_WEEK
    ? 'This would keep you out of administration from your next request on.'
    : `This would keep you out of administration for ${hours} of the next ${HOURS_OF_A_WEEK} hours.`

/** Who administers and has signed in at least once, whose principal is not `without`. */
async function findAdministrators(tx: Tx, without?: string) {
  const found = await tx.principal.findMany({
    where: {
      ...inOffice,
      ...administering(),
      provenAt: { not: null },
      ...(without ? { NOT: { id: without } } : {}),
    },
    select: { id: true, kind: true, address: true, name: true },
    orderBy: { id: 'asc' },
  })
  return found.map((person) => ({ ...person, administrator: true }))
}

const namesOf = (people: Parameters<typeof displayName>[0][]) =>
  new Intl.ListFormat('en').format(people.slice(0, 3).map(displayName))

const hoursOfAWeek = () => Array.from({ length: HOURS_OF_A_WEEK }, (_, hour) => after(now(), hour * HOUR))

const isRefused = (set: PolicySet, person: PersonCaller, at: Date) =>
  evaluate(set, { ...factsFor(person, { area: 'administration' }), at }).effect === 'deny'

const refusedHours = (set: PolicySet, person: PersonCaller) => hoursOfAWeek().filter((at) => isRefused(set, person, at))

const isOut = (set: PolicySet, person: PersonCaller) => hoursOfAWeek().every((at) => isRefused(set, person, at))
