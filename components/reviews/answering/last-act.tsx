'use client'
import { Check, CircleAlert, LoaderCircle } from 'lucide-react'
import { Undo } from '../../ui/undo'
import type { Act } from './use-saving'

type Props = { undoSeconds: number; last: Act | null; saving: boolean; problem: string | null; onUndo: () => void }

/** Whether all is saved, and for a moment the way back from what was done last. */
export function LastAct({ undoSeconds, last, saving, problem, onUndo }: Props) {
  if (!last && !saving && !problem) return <div role="status" className="sr-only" />
  const Icon = problem ? CircleAlert : saving ? LoaderCircle : Check
  return (
    <div
      role="status"
      className={`flex min-h-11 items-center justify-between gap-x-4 self-start rounded border border-line px-4 py-1 shadow-float ${problem ? 'bg-danger-tint text-danger' : 'bg-surface'}`}
    >
      <span className="flex min-w-0 items-center gap-2 text-small">
        <Icon className="size-4 shrink-0" />
        <span className="min-w-0 wrap-anywhere">{problem ?? (saving ? 'Saving' : `${last?.words ?? ''} Saved.`)}</span>
      </span>
      {last && !saving && (
        <Undo key={last.key} secondsLeft={undoSeconds}>
          <button
            type="button"
            onClick={onUndo}
            className="inline-flex min-h-11 items-center rounded px-2 text-small font-medium text-accent hover:bg-accent-tint"
          >
            Undo
          </button>
        </Undo>
      )}
    </div>
  )
}
