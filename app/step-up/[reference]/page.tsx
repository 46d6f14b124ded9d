import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { load } from '@/app/_boundary/load'
import { OtherWays } from '@/components/step-up/other-ways'
import { getStep } from '@/lib/identity/step-up/get-step'
import { stepPath } from '@/lib/identity/joining/step-path'
import { Step } from './step'

export const metadata: Metadata = { title: 'One more step' }

type Props = { params: Promise<{ reference: string }>; searchParams: Promise<Record<string, unknown>> }

export default async function StepUpPage({ params, searchParams }: Props) {
  const { language, ...asked } = await searchParams
  const next = stepPath(asked.next)
  const step = await load(getStep, await params)
  const way = step.ways.find(({ control }) => control === asked.instead) ?? step.ways[0]
  if (!way) redirect(next)
  const hrefOf = (instead: string, more = {}) =>
    `/step-up/${step.reference}?${new URLSearchParams({ next, instead, ...more })}`
  return (
    <>
      <Step
        step={step}
        control={way.control}
        next={next}
        language={language}
        languageHref={(language) => hrefOf(way.control, { language })}
      />
      <OtherWays ways={step.ways.filter((one) => one !== way)} hrefOf={hrefOf} />
    </>
  )
}
