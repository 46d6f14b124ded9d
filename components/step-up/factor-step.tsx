import type { FactorsView } from '@/lib/identity/factors/manage-factors'
import { Enroll, type EnrollActions } from '../factors/enroll'
import { enoughFor, ShowFactor, type ShowActions } from '../factors/show-factor'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'
import { StepHeader } from './step-header'

type Props = {
  factors: FactorsView
  passkeyOnly: boolean
  left: number
  next: string
  actions: EnrollActions & ShowActions & Record<'askForStepCode', FormAction>
}

/** A second factor: shown where there is one, set up where there is none yet. */
export function FactorStep({ factors, passkeyOnly, left, next, actions }: Props) {
  const held = passkeyOnly ? factors.rows.some(({ kind, madeFor }) => kind === 'passkey' && !madeFor) : factors.enrolled
  if (held)
    return (
      <>
        <StepHeader title={passkeyOnly ? 'Use your passkey' : 'Show your second factor'} left={left}>
          What you want to open asks for more than the mailed code.
        </StepHeader>
        <ShowFactor factors={factors} actions={actions} accepts={passkeyOnly ? ['passkey'] : undefined} />
      </>
    )
  return (
    <>
      <StepHeader title={passkeyOnly ? 'Set up a passkey' : 'Set up a second factor'} left={left}>
        What you want to open asks for more than the mailed code. You set it up once.
      </StepHeader>
      {factors.missing ? (
        <ProveFirst factors={factors} next={next} actions={actions} />
      ) : (
        <Enroll toScan={factors.toScan} actions={actions} next={next} passkeyOnly={passkeyOnly} />
      )}
    </>
  )
}

/** Nobody sets up a factor who only found the browser open, or only reads the mail of somebody who has one already. */
function ProveFirst({ factors, next, actions }: Pick<Props, 'factors' | 'next' | 'actions'>) {
  if (factors.missing !== 'code')
    return <ShowFactor factors={factors} actions={actions} accepts={enoughFor(factors.missing)} />
  return (
    <ActionForm action={actions.askForStepCode}>
      <p className="max-w-prose">First confirm that it is you: we send a new code to your address.</p>
      <input type="hidden" name="next" value={next} />
      <div>
        <SubmitButton pendingLabel="Sending…">Send code</SubmitButton>
      </div>
    </ActionForm>
  )
}
