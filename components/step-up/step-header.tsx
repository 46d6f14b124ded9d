import type { ReactNode } from 'react'
import { PageHeader } from '../ui/page-header'

type Props = { title: string; children: ReactNode; /** With this step, how many are to come. */ left: number }

/** What is asked for, why, and how much is still to come. */
export function StepHeader({ title, children, left }: Props) {
  return (
    <PageHeader
      title={title}
      description={
        <>
          {children}
          {left > 1 && ` After this there ${left === 2 ? 'is one more step' : `are ${left - 1} more steps`}.`}
        </>
      }
    />
  )
}
