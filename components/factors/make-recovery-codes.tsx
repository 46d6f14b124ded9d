'use client'
import { use } from 'react'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { FormContext } from '../ui/form-context'
import { LinkButton } from '../ui/link-button'
import { SubmitButton } from '../ui/submit-button'
import { RecoveryCodes } from './recovery-codes'

type Props = { left: number; /** Where the person was going. */ next: string; address: string; organization: string }

/** Ten codes for the day a factor is lost, made and shown by the same button, once. */
export function MakeRecoveryCodes({ action, ...made }: Props & { action: FormAction }) {
  return (
    <ActionForm action={action} label="Recovery codes">
      <Made {...made} />
    </ActionForm>
  )
}

function Made({ left, next, address, organization }: Props) {
  const { status, result } = use(FormContext)
  if (status === 'done' && result)
    return (
      <>
        <RecoveryCodes
          codes={(result as { recoveryCodes: string[] }).recoveryCodes}
          address={address}
          organization={organization}
        />
        <div>
          <LinkButton href={next} variant="primary">
            I have kept them
          </LinkButton>
        </div>
      </>
    )
  return (
    <>
      {left > 0 && (
        <p className="max-w-prose">
          You have {left === 1 ? 'one code' : `${left} codes`} left. New ones take their place: those you kept are then
          no longer good.
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingLabel="Making…">
          {left > 0 ? 'Make new recovery codes' : 'Show recovery codes'}
        </SubmitButton>
        <LinkButton href={next} variant="quiet">
          Not now
        </LinkButton>
      </div>
    </>
  )
}
