'use client'
import type { ReactNode } from 'react'
import { Button } from './button'
import type { ButtonSize, ButtonVariant } from './button-class'
import { Dialog } from './dialog'
import { useDialog } from './use-dialog'

type Props = {
  /** What the button says, and the dialog's title unless `title` is given. */
  label: ReactNode
  title?: ReactNode
  children: ReactNode
  variant?: ButtonVariant
  size?: ButtonSize
  /** The button's full name where its label alone would not say of whom or what. */
  ariaLabel?: string
}

export function DialogButton({ label, title, children, variant, size, ariaLabel }: Props) {
  const { id, dialog, opener } = useDialog()
  return (
    <>
      <Button variant={variant} size={size} aria-label={ariaLabel} {...opener}>
        {label}
      </Button>
      <Dialog id={id} ref={dialog} title={title ?? label}>
        {children}
      </Dialog>
    </>
  )
}
