'use client'
import clsx from 'clsx'
import { Link } from './link'
import { useId, useRef, type ComponentProps, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { Button } from './button'
import type { ButtonSize, ButtonVariant } from './button-class'
import { menuEntryClass, moveFocus } from './menu-focus'

type Props = {
  /** What the button shows. */
  trigger: ReactNode
  /** The button's full name where the trigger is an icon or would not say of whom. */
  label?: string
  children: ReactNode
  variant?: ButtonVariant
  size?: ButtonSize
  className?: string
  menuClassName?: string
}

/** A button that opens a short list of links and forms. The platform's popover: it needs no JavaScript; arrow keys do. */
export function Menu({ trigger, label, children, variant = 'quiet', size, className, menuClassName }: Props) {
  const id = useId()
  const menu = useRef<HTMLDivElement>(null)
  return (
    <>
      <Button
        variant={variant}
        size={size}
        popoverTarget={id}
        aria-label={label}
        className={className}
        onKeyDown={(event) => openOnArrow(event, menu.current)}
      >
        {trigger}
      </Button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        className={clsx('menu', menuClassName)}
        onKeyDown={moveFocus}
        onClick={closeOnLink}
      >
        {children}
      </div>
    </>
  )
}

function openOnArrow(event: KeyboardEvent, menu: HTMLElement | null) {
  if (event.key !== 'ArrowDown' || !menu) return
  event.preventDefault()
  menu.showPopover()
  menu.querySelector<HTMLElement>('a, button:not(:disabled)')?.focus()
}

function closeOnLink(event: MouseEvent<HTMLElement>) {
  if ((event.target as HTMLElement).closest('a')) event.currentTarget.hidePopover()
}

export function MenuLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return <Link className={clsx(menuEntryClass, className)} {...rest} />
}

/** Inside a form it sends it, elsewhere give it `type="button"` and an onClick. */
export function MenuButton({ className, type = 'submit', ...rest }: ComponentProps<'button'>) {
  return <button type={type} className={clsx(menuEntryClass, className)} {...rest} />
}

export const MenuLine = () => <hr className="-mx-1.5 my-1.5 border-line" />
