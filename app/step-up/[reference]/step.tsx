import * as factorActions from '@/app/account/factor-actions'
import { load } from '@/app/_boundary/load'
import { CodeStep } from '@/components/step-up/code-step'
import { FactorStep } from '@/components/step-up/factor-step'
import { PurposeStep } from '@/components/step-up/purpose-step'
import { SignInStep } from '@/components/step-up/sign-in-step'
import { UnknownStep } from '@/components/step-up/unknown-step'
import { listFactors } from '@/lib/identity/factors/manage-factors'
import type { StepView } from '@/lib/identity/step-up/get-step'
import type { Control } from '@/lib/policy'
import { askForCode, purpose } from './actions'
import { Terms } from './terms'

type Props = {
  step: StepView
  control: Control
  next: string
  /** In which the reader wants to read. */ language: unknown
  languageHref: (language: string) => string
}

/** What is asked for now. Once it is done the page is asked again, and shows the next one or leads on. */
export function Step({ step, control, next, language, languageHref }: Props) {
  if (control === 'sign-in') return <SignInStep action={askForCode} next={next} left={step.left} />
  if (control === 'code')
    return <CodeStep action={factorActions.askForStepCode} next={next} resourceId={step.resourceId} left={step.left} />
  if (control === 'multi-factor' || control === 'passkey')
    return <Factor passkeyOnly={control === 'passkey'} left={step.left} next={next} />
  if (control === 'purpose') return <PurposeStep action={purpose} left={step.left} />
  if (control.startsWith('terms:'))
    return (
      <Terms
        reference={step.reference}
        documentId={control.slice('terms:'.length)}
        language={language}
        languageHref={languageHref}
      />
    )
  return <UnknownStep reference={step.reference} />
}

async function Factor({ passkeyOnly, left, next }: { passkeyOnly: boolean; left: number; next: string }) {
  return (
    <FactorStep
      factors={await load(listFactors, {})}
      passkeyOnly={passkeyOnly}
      left={left}
      next={next}
      actions={factorActions}
    />
  )
}
