import type { DayOfSignIns } from '@/lib/audit/sign-ins/find-sign-ins.sql'
import { type Part, StackedChart } from '../ui/stacked-chart'

const parts: Part<DayOfSignIns>[] = [
  { label: 'Signed in', className: 'fill-hover stroke-control', value: ({ signIns }) => signIns },
  { label: 'Let on', className: 'fill-accent', value: ({ allowed }) => allowed },
  { label: 'Asked', className: 'fill-warning', value: ({ asked }) => asked },
  { label: 'Refused', className: 'fill-danger', value: ({ refused }) => refused },
]

/** Sign-ins and answers of policies, day by day. */
export function SignInsChart({ days }: { days: DayOfSignIns[] }) {
  if (days.every((day) => parts.every(({ value }) => value(day) === 0))) return null
  const sum = (value: (day: DayOfSignIns) => number) =>
    days.reduce((total, day) => total + value(day), 0).toLocaleString('en')
  const title = `From ${days[0]?.day} to ${days.at(-1)?.day}: ${sum(({ signIns }) => signIns)} sign-ins, ${sum(({ refused }) => refused)} refusals`
  return (
    <StackedChart
      title={title}
      rows={days}
      parts={parts}
      rowKey={({ day }) => day}
      tick={({ day }) => shortDay(day)}
      first={{ key: 'day', header: 'Day', cell: ({ day }) => day }}
      tableLabel="Sign-ins by day"
    />
  )
}

const shortDay = (day: string) =>
  new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(day))
