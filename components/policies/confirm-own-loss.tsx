'use client'
import { useField } from '../ui/form-context'
import { KeptCheckbox } from '../ui/kept-checkbox'

/** Stands there once saving was refused for keeping its author out: what would come of it, and a box that says that it is meant. */
export function ConfirmOwnLoss() {
  const { error, sent } = useField('confirm', {})
  return (error || sent) && <KeptCheckbox name="confirm" label="Yes, keep me out" ticked={false} />
}
