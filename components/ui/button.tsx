import type { ComponentProps, ReactNode } from 'react'
import { buttonClass, type ButtonSize, type ButtonVariant } from './button-class'

type Props = ComponentProps<'button'> & { variant?: ButtonVariant; size?: ButtonSize }

export function Button({ variant, size, className, type = 'button', 'aria-label': label, ...rest }: Props) {
  return (
    <button
      type={type}
      data-button
      className={buttonClass(variant, size, className)}
      aria-label={heard(label, rest.children)}
      {...rest}
    />
  )
}

/** Whoever says what they see to a computer that listens is understood: what a button shows is part of its full name. */
function heard(label: string | undefined, shown: ReactNode) {
  if (!label || typeof shown !== 'string' || label.toLowerCase().includes(shown.toLowerCase())) return label
  return `${shown}: ${label}`
}
