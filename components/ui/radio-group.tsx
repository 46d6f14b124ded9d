'use client'
import clsx from 'clsx'
import { useId, type ReactNode } from 'react'
import { describedBy, FieldError, FieldHint } from './field'
import { useField } from './form-context'
import { withKept } from './with-kept'

export type RadioOption = { value: string; label: string; hint?: ReactNode; icon?: ReactNode }

type Props = {
  legend: ReactNode
  name: string
  options: readonly RadioOption[]
  defaultValue?: string
  hint?: ReactNode
  error?: string
  /** Side by side from 640 px on; below it they always stack. */
  columns?: 1 | 2 | 3
}

const grids = { 1: '', 2: 'sm:grid-cols-2', 3: 'sm:grid-cols-3' }

export function RadioGroup({ legend, name, options, defaultValue, hint, error: given, columns = 1 }: Props) {
  const id = useId()
  const field = useField(name, { error: given, defaultValue })
  return (
    <fieldset
      role="radiogroup"
      aria-labelledby={`${id}-legend`}
      aria-invalid={field.error ? true : undefined}
      aria-describedby={describedBy(id, { hint, error: field.error })}
      className="field min-w-0 space-y-1.5"
    >
      <legend id={`${id}-legend`} className="mb-1.5 font-medium">
        {legend}
      </legend>
      {hint && <FieldHint id={id}>{hint}</FieldHint>}
      <div className={clsx('grid gap-2', grids[columns])}>
        {withKept(options, defaultValue ? [defaultValue] : []).map((option: RadioOption) => (
          <RadioCard key={option.value} name={name} option={option} checked={option.value === field.defaultValue} />
        ))}
      </div>
      {field.error && <FieldError id={id}>{field.error}</FieldError>}
    </fieldset>
  )
}

type CardProps = { name: string; option: RadioOption; checked: boolean }

function RadioCard({ name, option, checked }: CardProps) {
  const id = useId()
  // The name is the label alone; the hint describes it.
  return (
    <label
      className={clsx(
        'flex min-h-11 gap-3 rounded border border-control bg-surface px-3 py-2.5 transition-colors duration-120 hover:border-ink',
        'has-checked:border-accent has-checked:bg-accent-tint has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
      )}
    >
      <input
        type="radio"
        name={name}
        value={option.value}
        defaultChecked={checked}
        aria-labelledby={`${id}-label`}
        aria-describedby={option.hint ? `${id}-hint` : undefined}
        className="choice outline-none"
      />
      <span className="flex min-w-0 flex-col">
        <span id={`${id}-label`} className="flex items-center gap-2 font-medium [&_svg]:size-4 [&_svg]:shrink-0">
          {option.icon}
          <bdi className="min-w-0 wrap-anywhere">{option.label}</bdi>
        </span>
        {option.hint && (
          <span id={`${id}-hint`} className="text-small text-muted">
            {option.hint}
          </span>
        )}
      </span>
    </label>
  )
}
