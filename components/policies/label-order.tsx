'use client'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useRef, type MouseEvent } from 'react'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'

type Props = {
  label: { id: string; name: string }
  /** In the list, from 0. */ place: number
  first: boolean
  last: boolean
  move: FormAction
}

/** Moves a label up and down its list. Its row is set elsewhere by that, so the focus is given back to what was pressed. */
export function LabelOrder({ label: { id, name }, place, first, last, move }: Props) {
  const buttons = useRef<HTMLSpanElement>(null)
  const pressed = useRef<HTMLButtonElement>(null)
  const remember = ({ target }: MouseEvent) => (pressed.current = (target as Element).closest('button'))
  const focus = () =>
    (pressed.current?.disabled
      ? buttons.current?.querySelector<HTMLElement>('button:enabled')
      : pressed.current
    )?.focus()
  return (
    <ActionForm action={move} inline onDone={focus}>
      <input type="hidden" name="labelId" value={id} />
      <input type="hidden" name="place" value={place} />
      <span ref={buttons} onClick={remember} className="-ml-3 flex">
        <SubmitButton
          name="direction"
          value="up"
          variant="quiet"
          size="small"
          disabled={first}
          aria-label={`Move ${name} up`}
        >
          <ArrowUp />
        </SubmitButton>
        <SubmitButton
          name="direction"
          value="down"
          variant="quiet"
          size="small"
          disabled={last}
          aria-label={`Move ${name} down`}
        >
          <ArrowDown />
        </SubmitButton>
      </span>
    </ActionForm>
  )
}
