import clsx from 'clsx'
import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Tone } from './chip'

const looks = {
  neutral: { icon: Info, className: 'bg-sunken text-ink' },
  accent: { icon: Info, className: 'bg-accent-tint text-accent' },
  warning: { icon: TriangleAlert, className: 'bg-warning-tint text-warning' },
  danger: { icon: CircleAlert, className: 'bg-danger-tint text-danger' },
}

export function Banner({
  tone = 'neutral',
  action,
  children,
}: {
  tone?: Tone
  action?: ReactNode
  children: ReactNode
}) {
  const { icon: Icon, className } = looks[tone]
  return (
    <div className={clsx('flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded px-4 py-3', className)}>
      <div className="flex min-w-0 gap-2.5">
        <Icon className="mt-1 size-4 shrink-0" />
        <div className="max-w-prose">{children}</div>
      </div>
      {action}
    </div>
  )
}
