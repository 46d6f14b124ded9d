import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'accent' | 'warning' | 'danger'

const tones: Record<Tone, string> = {
  neutral: 'bg-sunken text-muted',
  accent: 'bg-accent-tint text-accent',
  warning: 'bg-warning-tint text-warning',
  danger: 'bg-danger-tint text-danger',
}

/** A state: always an icon and a word. */
export function Chip({ icon, tone = 'neutral', children }: { icon: ReactNode; tone?: Tone; children: ReactNode }) {
  return (
    <span className={`chip state ${tones[tone]}`}>
      {icon}
      <bdi>{children}</bdi>
    </span>
  )
}
