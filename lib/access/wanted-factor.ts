import type { PersonCaller } from '../principal'
import { reachesPerson } from './conditions'
import { factsFor } from './facts'

/**
 * What policies that are on ask of a person somewhere, at some time: said before the last factor is taken away. A passkey
 * stands for both. Where another control would do as well, none is asked.
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
