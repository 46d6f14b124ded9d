import type { ReactNode } from 'react'
import { ActionForm } from '../ui/action-form'
import type { ButtonVariant } from '../ui/button-class'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'

type Props = {
  action: FormAction
  /** Sent along, hidden. */
  fields: Record<string, string>
  /** The button's full name, where a page has several of its kind: "Block nicole@contoso.example". */
  label?: string
  pendingLabel?: string
  variant?: ButtonVariant
  children: ReactNode
}

/** A form that is one button. What goes wrong is said above it. */
export function ButtonForm({ action, fields, label, pendingLabel, variant = 'secondary', children }: Props) {
  return (
    <ActionForm action={action} inline className="max-w-80 text-left whitespace-normal sm:justify-end">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton variant={variant} size="small" aria-label={label} pendingLabel={pendingLabel}>
        {children}
      </SubmitButton>
    </ActionForm>
  )
}
