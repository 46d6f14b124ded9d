'use client'
import type { ComponentProps } from 'react'
import { useFormStatus } from 'react-dom'
import { Button } from './button'

type Props = Omit<ComponentProps<typeof Button>, 'type'> & { pendingLabel?: string }

export function SubmitButton({ variant = 'primary', pendingLabel, children, ...rest }: Props) {
  const { pending } = useFormStatus()
  // aria-disabled, not disabled: the button keeps the focus while the form is under way.
  return (
    <Button type="submit" variant={variant} aria-disabled={pending || undefined} {...rest}>
      {pending && pendingLabel ? pendingLabel : children}
    </Button>
  )
}
