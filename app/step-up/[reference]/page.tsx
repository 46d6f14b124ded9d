import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { load } from '@/app/_boundary/load'
import { getStep } from '@/lib/identity/step-up/get-step'
import { stepPath } from '@/lib/identity/step-up/step-path'
import { Step } from './step'

export const metadata: Metadata = { title: 'One more step' }

type Props = { params: Promise<{ reference: string }>; searchParams: Promise<Record<string, unknown>> }

export default async function StepUpPage({ params, searchParams }: Props) {
  const { language, ...asked } = await searchParams
  const next = stepPath(asked.next)
  const step = await load(getStep, await params)
  if (!step.control) redirect(next)
  return <Step step={step} control={step.control} next={next} language={language} />
}
