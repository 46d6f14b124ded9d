import { Ban, CircleCheck, CircleHelp, CircleMinus } from 'lucide-react'
import { Link } from '../ui/link'
import { policyPath } from '@/lib/page-paths'
import type { WhatIfAnswer } from '@/lib/policies/what-if'
import { Chip } from '../ui/chip'

export type PolicyRow = Pick<WhatIfAnswer['policies'][number], 'policyId' | 'name' | 'words' | 'result'>

/** Policies with what came of each. */
export const PolicyRows = ({ policies }: { policies: readonly PolicyRow[] }) => (
  <ul className="mt-2">
    {policies.map((policy) => (
      <li
        key={policy.policyId}
        className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-3 last:border-b-0"
      >
        <Mark result={policy.result} />
        <Link
          href={policyPath(policy.policyId)}
          className="font-medium wrap-anywhere underline-offset-4 hover:underline"
        >
          <bdi>{policy.name}</bdi>
        </Link>
        <span className="text-muted">{policy.words}</span>
      </li>
    ))}
  </ul>
)

const marks = {
  met: { label: 'Met', tone: 'accent', Icon: CircleCheck },
  asked: { label: 'Asks', tone: 'warning', Icon: CircleHelp },
  refused: { label: 'Refuses', tone: 'danger', Icon: Ban },
  'not-applied': { label: 'Not applied', tone: 'neutral', Icon: CircleMinus },
} as const

function Mark({ result }: { result: PolicyRow['result'] }) {
  const { label, tone, Icon } = marks[result]
  return (
    <Chip icon={<Icon />} tone={tone}>
      {label}
    </Chip>
  )
}
