import clsx from 'clsx'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'medium' | 'small'

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong disabled:bg-hover disabled:text-muted',
  secondary: 'border border-control bg-surface text-ink hover:bg-sunken disabled:bg-sunken disabled:text-muted',
  quiet: 'text-accent hover:bg-accent-tint disabled:bg-transparent disabled:text-muted',
  danger: 'bg-danger text-on-danger hover:bg-danger-strong disabled:bg-hover disabled:text-muted',
}

const sizes: Record<ButtonSize, string> = {
  medium: 'px-4',
  small: 'px-3 text-small',
}

/** The look of a button. Both sizes are 44 px high: a small one is only narrower. */
export const buttonClass = (variant: ButtonVariant = 'secondary', size: ButtonSize = 'medium', more?: string) =>
  clsx(
    'inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded text-base font-medium whitespace-nowrap select-none',
    'transition-colors duration-120 disabled:cursor-not-allowed aria-disabled:cursor-progress aria-disabled:opacity-70',
    '[&_svg]:size-[1.125em] [&_svg]:shrink-0',
    variants[variant],
    sizes[size],
    more,
  )
