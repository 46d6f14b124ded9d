import { Ban, CircleCheck, CircleHelp, CircleMinus } from 'lucide-react'
import Link from 'next/link'
import type { WhatIfAnswer as Answer } from '@/lib/policies/what-if'
import { placeName } from '../ui/country-name'
import { Chip } from '../ui/chip'
import { Time } from '../ui/time'

/** The answer in a sentence, then each policy: what it asks for, or why it does not apply. */
export function WhatIfAnswer({ answer }: { answer: Answer }) {
  const applied = answer.policies.filter((policy) => policy.applied)
  const others = answer.policies.filter((policy) => !policy.applied)
  return (
    <section aria-labelledby="answer" className="flex flex-col gap-8">
      <div>
        <h2 id="answer" className="font-serif text-title">
          {answer.sentence}
        </h2>
        <p className="mt-1 text-muted">
          <bdi>{answer.person.name ?? answer.person.address}</bdi> and <bdi>{answer.about}</bdi>, from {placeName(answer)}, <Time value={answer.at} mode="datetime" />
        </p>
      </div>
      <Policies title="Policies that apply" empty="None applies." policies={applied} />
      <Policies title="Policies that do not apply" empty="There is no other." policies={others} />
      {answer.off.length > 0 && <Policies title="Turned off" empty="" policies={answer.off.map((policy) => ({ ...policy, policyId: policy.id, words: 'off', result: 'not-applied' as const }))} />}
    </section>
  )
}

type Row = Pick<Answer['policies'][number], 'policyId' | 'name' | 'words' | 'result'>

function Policies({ title, empty, policies }: { title: string; empty: string; policies: readonly Row[] }) {
  return (
    <section aria-label={title}>
      <h3 className="text-lead font-semibold">{title}</h3>
      {policies.length === 0 ? (
        <p className="mt-1 text-muted">{empty}</p>
      ) : (
        <ul className="mt-2">
          {policies.map((policy) => (
            <li key={policy.policyId} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-3">
              <Mark result={policy.result} />
              <Link href={`/admin/policies/${policy.policyId}`} className="font-medium underline-offset-4 hover:underline">
                <bdi>{policy.name}</bdi>
              </Link>
              <span className="text-muted">{policy.words}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const marks = {
  met: { label: 'Met', tone: 'accent', Icon: CircleCheck },
  asked: { label: 'Asks', tone: 'warning', Icon: CircleHelp },
  refused: { label: 'Refuses', tone: 'danger', Icon: Ban },
  'not-applied': { label: 'Not applied', tone: 'neutral', Icon: CircleMinus },
} as const

function Mark({ result }: { result: Row['result'] }) {
  const { label, tone, Icon } = marks[result]
  return (
    <Chip icon={<Icon />} tone={tone}>
      {label}
    </Chip>
  )
}
