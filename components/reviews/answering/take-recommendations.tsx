'use client'
import { useState, type MouseEvent } from 'react'
import type { ItemRow } from '@/lib/reviews/answering/item-view'
import { sendForm } from '../../keeping/send-form'
import { ActionForm } from '../../ui/action-form'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { idle, type FormAction } from '../../ui/form-state'
import { SubmitButton } from '../../ui/submit-button'
import { useDialog } from '../../ui/use-dialog'
import { LastAct } from './last-act'
import { type Before, useSaving } from './use-saving'
import { itemCount } from './words'

const noRows: ItemRow[] = []

type Counts = { approve: number; deny: number; none: number }

type Taken = { before: Before[]; taken: number }

type Props = {
  roundId: string
  /** Whether the caller has anything open. */
  open: boolean
  undoSeconds: number
  actions: Record<'preview' | 'take' | 'answer', FormAction>
}

/** Says what taking all recommendations will do, does it, and for a moment offers the way back. */
export function TakeRecommendations({
  roundId,
  open: anyOpen,
  undoSeconds,
  actions: { preview, take, answer },
}: Props) {
  const saving = useSaving({ roundId, rows: noRows, send: answer })
  const { id, dialog, opener, closer, close } = useDialog()
  const [counts, setCounts] = useState<Counts | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  function done(result: unknown) {
    const { before, taken } = result as Taken
    close()
    if (taken > 0) saving.did(`Recommendations taken: ${itemCount(taken)}.`, before)
  }

  async function open(event: MouseEvent) {
    opener.onClick(event)
    setCounts(null)
    setProblem(null)
    const form = new FormData()
    form.set('roundId', roundId)
    const state = await sendForm(preview, idle, form)
    if (state.status === 'done') setCounts(state.result as Counts)
    else setProblem(state.message ?? 'This could not be done. Close this and try again.')
  }

  const takes = counts ? counts.approve + counts.deny : 0
  return (
    <>
      {anyOpen && (
        <Button size="small" {...opener} onClick={(event) => void open(event)}>
          Take all recommendations
        </Button>
      )}
      <Dialog id={id} ref={dialog} title="Take all recommendations">
        <div aria-live="polite" className="flex min-h-24 flex-col gap-2">
          {problem && <p className="text-danger">{problem}</p>}
          {!counts && !problem && <p className="text-muted">Looking at what you have open.</p>}
          {counts && <What counts={counts} />}
        </div>
        <ActionForm action={take} onDone={done}>
          <input type="hidden" name="roundId" value={roundId} />
          <div className="flex flex-wrap justify-end gap-2">
            <Button {...closer}>Cancel</Button>
            <SubmitButton disabled={takes === 0} pendingLabel="Answering">
              {takes > 0 ? `Answer ${itemCount(takes)}` : 'Answer'}
            </SubmitButton>
          </div>
        </ActionForm>
      </Dialog>
      <div className="fixed right-4 bottom-4 z-20 max-md:bottom-24 max-md:left-4">
        <LastAct
          undoSeconds={undoSeconds}
          last={saving.last}
          saving={saving.saving}
          problem={saving.problem}
          onUndo={saving.undo}
        />
      </div>
    </>
  )
}

function What({ counts: { approve, deny, none } }: { counts: Counts }) {
  if (approve + deny === 0) return <p>Nothing of what you have open has a recommendation.</p>
  return (
    <>
      <p>What you have answered yourself stays as it is. Of what is open:</p>
      <ul className="list-disc pl-6">
        <li>{itemCount(approve)} will be approved</li>
        <li>{itemCount(deny)} will be denied</li>
        <li>
          {itemCount(none)} {none === 1 ? 'has' : 'have'} no recommendation and {none === 1 ? 'stays' : 'stay'} open
        </li>
      </ul>
      <p className="text-small text-muted">
        Each answer keeps the recommendation’s reasons, and can be changed until the review ends.
      </p>
    </>
  )
}
