import type { PersonCaller } from '../principal'
import { reachesPerson } from './conditions'
import { factsFor } from './facts'

/**
 * Returns the factor that policies require of a person under some condition, to warn before the last factor is removed.
 * Counts policies that are on and assigned to the person, and no policy where another control would do as well. A passkey
 * is returned where both are required.
 */
export function wantedFactor(caller: PersonCaller): 'passkey' | 'multi-factor' | null {
  const facts = factsFor(caller, { area: 'sign-in' })
  const asking = caller.policies.policies
    .filter(({ state }) => state === 'on')
    .flatMap((policy) => {
      const { settings, required } = policy
      if (!settings || settings.controls.block || !reachesPerson(policy, settings, facts)) return []
      return settings.controls.operator === 'all' || required.length === 1 ? required : []
    })
  return (['passkey', 'multi-factor'] as const).find((factor) => asking.includes(factor)) ?? null
}
