'use client'
import { FieldError } from '../ui/field'
import { useField } from '../ui/form-context'

/** What is wrong with the controls together. */
export function ControlsError() {
  const { error } = useField('controls', {})
  return error ? <FieldError id="controls">{error}</FieldError> : null
}
