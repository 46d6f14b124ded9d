'use client'
import clsx from 'clsx'
import { use, useId, type ChangeEventHandler, type ReactNode } from 'react'
import { describedBy, FieldError, FieldHint } from './field'
import { FormContext } from './form-context'
import type { FormState } from './form-state'
import { withKept } from './with-kept'

type Option = { value: string; label: string; hint?: string }

type Props = {
  legend: ReactNode
  name: string
  options: readonly Option[]
  ticked: readonly string[]
  hint?: ReactNode
  /** Side by side from 640 px on. */
  columns?: 1 | 2 | 3
  /** The legend is only heard. */
  quiet?: boolean
  /** Above what can be ticked. */
  children?: ReactNode
  /** What is ticked and no longer offered is called; itself unless said. */
  goneLabel?: string
  /** What is not shown stays ticked or not. */
  shows?: (option: Option) => boolean
  onChange?: ChangeEventHandler<HTMLFieldSetElement>
}

const grids = { 1: '', 2: 'sm:grid-cols-2', 3: 'sm:grid-cols-3' }

/** What is ticked: as the form came back, or as it begins. */
export const tickedIn = (values: FormState['values'], { name, ticked }: Pick<Props, 'name' | 'ticked'>) =>
  values ? (values[name] ?? '').split('\n') : ticked

/** Any of several; they stay as they were ticked when the form comes back without JavaScript. */
export function CheckGroup({
  legend,
  name,
  options,
  ticked,
  hint,
  columns = 1,
  quiet,
  goneLabel,
  children,
  shows,
  onChange,
}: Props) {
  const id = useId()
  const { values, fields } = use(FormContext)
  const error = fields?.[name]
  const on = tickedIn(values, { name, ticked })
  return (
    <fieldset
      aria-invalid={error ? true : undefined}
      aria-describedby={describedBy(id, { hint, error })}
      onChange={onChange}
      className="field min-w-0 space-y-1"
    >
      <legend className={quiet ? 'sr-only' : 'mb-1 font-medium'}>{legend}</legend>
      {hint && <FieldHint id={id}>{hint}</FieldHint>}
      {children}
      <div className={clsx('grid max-h-80 gap-x-4 overflow-y-auto', grids[columns])}>
        {withKept(options, ticked, goneLabel).map((option: Option) => (
          <div key={option.value} hidden={shows && !shows(option)} className="flex min-h-11 gap-3 py-2">
            <input
              type="checkbox"
              id={`${id}-${option.value}`}
              name={name}
              value={option.value}
              defaultChecked={on.includes(option.value)}
              aria-describedby={option.hint ? `${id}-${option.value}-hint` : undefined}
              className="choice"
            />
            <div className="flex flex-col">
              <label htmlFor={`${id}-${option.value}`} dir="auto">
                {option.label}
              </label>
              {option.hint && (
                <span id={`${id}-${option.value}-hint`} className="text-small text-muted">
                  {option.hint}
                </span>
              )}
            </div>
          </div>
        ))}
      </div>
      {error && <FieldError id={id}>{error}</FieldError>}
    </fieldset>
  )
}
