import {
  CircleCheck,
  CirclePause,
  Clock3,
  Hourglass,
  ListChecks,
  LoaderCircle,
  TriangleAlert,
  TrendingDown,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { Pace } from '@/lib/reviews/rounds/pace'
import type { RoundStatus } from '@/lib/reviews/rounds/round-status'
import { Chip, type Tone } from '../../ui/chip'

const states = {
  'not-started': { icon: <Clock3 />, words: 'Not started', tone: 'neutral' },
  starting: { icon: <LoaderCircle />, words: 'Starting', tone: 'accent' },
  'in-progress': { icon: <ListChecks />, words: 'In progress', tone: 'accent' },
  completed: { icon: <CirclePause />, words: 'Ended, not applied', tone: 'warning' },
  completing: { icon: <LoaderCircle />, words: 'Completing', tone: 'accent' },
  applied: { icon: <CircleCheck />, words: 'Applied', tone: 'neutral' },
} as const satisfies Record<RoundStatus, { icon: ReactNode; words: string; tone: Tone }>

export function RoundState({ status }: { status: RoundStatus }) {
  const { icon, words, tone } = states[status]
  return (
    <Chip icon={icon} tone={tone}>
      {words}
    </Chip>
  )
}

/** On time, behind, or overdue; nothing where there is nothing to be on time with. */
export function PaceChip({ pace }: { pace: Pace | null }) {
  if (pace === null) return null
  if (pace === 'on-time') return <Chip icon={<CircleCheck />}>On time</Chip>
  if (pace === 'behind')
    return (
      <Chip icon={<TrendingDown />} tone="warning">
        Behind
      </Chip>
    )
  return (
    <Chip icon={<TriangleAlert />} tone="danger">
      Overdue
    </Chip>
  )
}

export const WaitingChip = () => <Chip icon={<Hourglass />}>No round yet</Chip>
