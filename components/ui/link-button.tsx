import { Link } from './link'
import type { ComponentProps } from 'react'
import { buttonClass, type ButtonSize, type ButtonVariant } from './button-class'

type Props = ComponentProps<typeof Link> & { variant?: ButtonVariant; size?: ButtonSize }

export function LinkButton({ variant, size, className, ...rest }: Props) {
  return <Link data-button className={buttonClass(variant, size, className)} {...rest} />
}
