'use client'
import type { ReactNode } from 'react'
import { ActionForm } from './action-form'
import { Button } from './button'
import type { ButtonSize, ButtonVariant } from './button-class'
import { Dialog } from './dialog'
import type { FormAction } from './form-state'
import { SubmitButton } from './submit-button'
import { useDialog } from './use-dialog'

type Props = {
  label: ReactNode
  /** A question that names what it is about: "Delete Budget 2027.xlsx?" */
  title: ReactNode
  /** What is lost. Fields may stand here too. */
  children: ReactNode
  confirmLabel: string
  pendingLabel?: string
  action: FormAction
  /** Sent along, hidden. */
  fields?: Record<string, string>
  variant?: ButtonVariant
  size?: ButtonSize
  ariaLabel?: string
  /** Of the button that does it. */
  confirmVariant?: ButtonVariant
}

/** For what can't come back, or what others feel at once. */
export function ConfirmDialog({
  label,
  title,
  children,
  confirmLabel,
  pendingLabel,
  action,
  fields = {},
  variant,
  size,
  ariaLabel,
  confirmVariant = 'danger',
}: Props) {
  const { id, dialog, opener, closer, close } = useDialog()
  return (
    <>
      <Button variant={variant} size={size} aria-label={ariaLabel} {...opener}>
        {label}
      </Button>
      <Dialog id={id} ref={dialog} title={title}>
        <ActionForm action={action} onDone={close}>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <div className="flex flex-col gap-4">{children}</div>
          <div className="flex flex-wrap justify-end gap-2">
            <Button {...closer}>Cancel</Button>
            <SubmitButton variant={confirmVariant} pendingLabel={pendingLabel}>
              {confirmLabel}
            </SubmitButton>
          </div>
        </ActionForm>
      </Dialog>
    </>
  )
}
