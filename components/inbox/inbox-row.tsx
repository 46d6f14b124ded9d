import type { InboxRow as Row } from '@/lib/sharing/list-inbox'
import { Chip } from '../ui/chip'
import { kinds } from '../ui/kinds'
import { PersonName } from '../ui/person-name'
import { Time } from '../ui/time'
import { InboxIcon } from './inbox-symbols'
import { RefreshAfter } from './refresh-after'

/** One thing that is shared with the reader. A row that was given up stays for a moment, struck through. */
export function InboxRow({ row, at }: { row: Row; at: Date }) {
  const { grantId, resourceId, title, kind, sharer, undoSeconds } = row
  const held = undoSeconds === null
  return (
    <li className="flex items-start gap-3 border-b border-line py-4 sm:gap-4">
      <InboxIcon name={kind} className="mt-1 size-[1.125rem] shrink-0 text-muted" />
      <div className={held ? 'min-w-0 grow' : 'min-w-0 grow text-muted line-through'}>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {held ? (
            <a href={`/shared-with-me/${resourceId}`} className="-my-2.5 inline-block py-2.5 text-lead font-semibold break-words underline-offset-4 hover:text-accent hover:underline">
              {title}
            </a>
          ) : (
            <span className="text-lead font-semibold break-words">{title}</span>
          )}
          {held && <Marks row={row} />}
        </div>
        <p className="text-small text-muted">
          {kinds[kind].word} · <PersonName person={sharer} /> · {row.role === 'download' ? 'Can download' : 'Can view'}
          {row.endsAt && <Until endsAt={row.endsAt} soon={row.endingSoon} at={at} />}
        </p>
      </div>
      <GiveUpButton grantId={grantId} title={title} held={held} />
      {!held && <RefreshAfter seconds={undoSeconds} />}
    </li>
  )
}

function Marks({ row: { isNew, endingSoon } }: { row: Row }) {
  return (
    <>
      {isNew && (
        <Chip icon={<InboxIcon name="new" className="" />} tone="accent">
          New
        </Chip>
      )}
      {endingSoon && (
        <Chip icon={<InboxIcon name="ending" className="" />} tone="warning">
          Ending soon
        </Chip>
      )}
    </>
  )
}

function Until({ endsAt, soon, at }: { endsAt: Date; soon: boolean; at: Date }) {
  return (
    <>
      {soon ? ' · ends ' : ' · until '}
      <Time value={endsAt} mode={soon ? 'relative' : 'date'} now={at} />
    </>
  )
}

/** One button that stays where it is, so that the focus does: giving up becomes taking back. */
function GiveUpButton({ grantId, title, held }: { grantId: string; title: string; held: boolean }) {
  return (
    <button
      type="submit"
      name={held ? 'giveUp' : 'takeBack'}
      value={grantId}
      aria-label={held ? `Give up access to ${title}` : `Undo giving up ${title}`}
      className={`-mr-3 inline-flex min-h-11 shrink-0 items-center rounded px-3 text-small font-medium hover:bg-accent-tint hover:text-accent ${held ? 'text-muted' : 'text-accent'}`}
    >
      {held ? 'Give up' : 'Undo'}
    </button>
  )
}
