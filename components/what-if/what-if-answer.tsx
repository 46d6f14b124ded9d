import type { WhatIfAnswer as Answer } from '@/lib/policies/what-if'
import { placeName } from '../ui/country-name'
import { Day } from '../ui/day'
import { FoldedPolicies } from './folded-policies'
import { PolicyRows } from './policy-rows'

/** The answer in a sentence, then each policy that applies with what it asks for; folded away why the others do not. */
export function WhatIfAnswer({ answer }: { answer: Answer }) {
  const applied = answer.policies.filter((policy) => policy.applied)
  const others = answer.policies.filter((policy) => !policy.applied)
  const off = answer.off.map(({ id, name }) => ({ policyId: id, name, words: 'off', result: 'not-applied' as const }))
  return (
    <section aria-labelledby="answer" className="flex flex-col gap-8">
      <div>
        <h2 id="answer" className="font-serif text-title">
          {answer.sentence}
        </h2>
        <p className="mt-1 text-muted">
          <bdi>{answer.person.name ?? answer.person.address}</bdi> and <bdi>{answer.about}</bdi>, from{' '}
          {placeName(answer)}, <Day value={answer.at} mode="datetime" />
        </p>
      </div>
      <section aria-label="Policies that apply">
        <h3 className="text-lead font-semibold">Policies that apply</h3>
        {applied.length > 0 ? <PolicyRows policies={applied} /> : <p className="mt-1 text-muted">None applies.</p>}
      </section>
      <div className="border-b border-line empty:hidden">
        {others.length > 0 && (
          <FoldedPolicies
            summary={others.length === 1 ? '1 does not apply' : `${others.length.toLocaleString('en')} do not apply`}
            policies={others}
          />
        )}
        {off.length > 0 && (
          <FoldedPolicies
            summary={off.length === 1 ? '1 is turned off' : `${off.length.toLocaleString('en')} are turned off`}
            policies={off}
          />
        )}
      </div>
    </section>
  )
}
