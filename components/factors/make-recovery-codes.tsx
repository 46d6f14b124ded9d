'use client'
import { use } from 'react'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { FormContext } from '../ui/form-context'
import { LinkButton } from '../ui/link-button'
import { SubmitButton } from '../ui/submit-button'
import { RecoveryCodes } from './recovery-codes'

/** Ten codes for the day a factor is lost, made and shown by the same button, once. */
export function MakeRecoveryCodes({ action, left, next }: { action: FormAction; left: number; next: string }) {
  return (
    <ActionForm action={action} label="Recovery codes">
      <Made left={left} next={next} />
    </ActionForm>
  )
}

function Made({ left, next }: { left: number; next: string }) {
  const { status, result } = use(FormContext)
  if (status === 'done' && result)
    return (
      <>
        <RecoveryCodes codes={(result as { recoveryCodes: string[] }).recoveryCodes} />
        <div>
          <LinkButton href={next} variant="primary">
            I have kept them
          </LinkButton>
        </div>
      </>
    )
  return (
    <>
      {left > 0 && <p className="max-w-prose">You have {left === 1 ? 'one code' : `${left} codes`} left. New ones take their place: those you kept are then no longer good.</p>}
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingLabel="Making…">{left > 0 ? 'Make new recovery codes' : 'Show recovery codes'}</SubmitButton>
        <LinkButton href={next} variant="quiet">
          Not now
        </LinkButton>
      </div>
    </>
  )
}
