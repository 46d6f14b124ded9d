import { PurposeStep } from '@/components/step-up/purpose-step'
import { SignInStep } from '@/components/step-up/sign-in-step'
import { UnknownStep } from '@/components/step-up/unknown-step'
import type { StepView } from '@/lib/identity/step-up/get-step'
import type { Control } from '@/lib/policy'
import { askForCode, purpose } from './actions'
import { Terms } from './terms'

type Props = { step: StepView; control: Control; next: string; /** In which the reader wants to read. */ language: unknown }

/** What is asked for now. Once it is done the page is asked again, and shows the next one or leads on. */
export function Step({ step, control, next, language }: Props) {
  if (control === 'sign-in') return <SignInStep action={askForCode} next={next} left={step.left} />
  if (control === 'purpose') return <PurposeStep action={purpose} left={step.left} />
  if (control.startsWith('terms:')) return <Terms reference={step.reference} next={next} language={language} />
  return <UnknownStep reference={step.reference} />
}
