import { resourcePath, spacePath } from '@/lib/page-paths'
import type { InboxRow as Row } from '@/lib/sharing/list-inbox'
import { roleInWords } from '@/lib/role'
import { Chip } from '../ui/chip'
import { kinds } from '../ui/kinds'
import { PersonName } from '../ui/person-name'
import { Day } from '../ui/day'
import { UndoUntil } from '../ui/undo-until'
import { InboxIcon } from './inbox-symbols'
import { RefreshAfter } from './refresh-after'

/** One thing that is shared with the reader. A row that was given up stays for a moment, struck through. */
export function InboxRow({ row, at }: { row: Row; at: Date }) {
  const { grantId, resourceId, title, kind, sharer, endsAt, endingSoon, undo } = row
  const held = undo === null
  return (
    <li className={held ? undefined : 'struck'}>
      <InboxIcon name={kind} />
      <div>
        <div>
          {held ? (
            <a dir="auto" href={kind === 'space' ? spacePath(resourceId) : resourcePath(resourceId)}>
              {title}
            </a>
          ) : (
            <span dir="auto" className="title">
              {title}
            </span>
          )}
          {held && marks(row)}
        </div>
        <p>
          {`${kinds[kind].word} · `}
          <PersonName person={sharer} />
          {` · ${roleInWords[row.role]}${endsAt ? (endingSoon ? ' · ends ' : ' · until ') : ''}`}
          {endsAt && <Day value={endsAt} mode={endingSoon ? 'relative' : 'date'} now={at} />}
        </p>
      </div>
      {giveUpButton(grantId, title, held)}
      {undo && <UndoUntil at={undo.until} />}
      {undo && <RefreshAfter seconds={undo.seconds} />}
    </li>
  )
}

// Called and not made elements of: they hold no state, and there are fifty of each on a page.

const marks = ({ isNew, endingSoon }: Row) => (
  <>
    {isNew && (
      <Chip icon={<InboxIcon name="new" />} tone="accent">
        New
      </Chip>
    )}
    {endingSoon && (
      <Chip icon={<InboxIcon name="ending" />} tone="warning">
        Ending soon
      </Chip>
    )}
  </>
)

/** One button that stays where it is, so that the focus does: giving up becomes taking back. */
const giveUpButton = (grantId: string, title: string, held: boolean) => (
  <button
    type="submit"
    name={held ? 'giveUp' : 'takeBack'}
    value={grantId}
    aria-label={held ? `Give up access to ${title}` : `Undo giving up ${title}`}
  >
    {held ? 'Give up' : 'Undo'}
  </button>
)
