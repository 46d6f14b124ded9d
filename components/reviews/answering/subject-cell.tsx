import type { ItemRow } from '@/lib/reviews/answering/item-view'
import { roleInWords } from '@/lib/role'
import { KindIcon } from '../../ui/kind-icon'
import { PersonName } from '../../ui/person-name'
import { Day } from '../../ui/day'
import { Time } from '../../ui/time'

type Props = { row: ItemRow; repeats: 'person' | 'resource' | null; self: boolean }

/** Who can open what, since when and until when, and who invited them. What the row above says already is quieter. */
export function SubjectCell({ row, repeats, self }: Props) {
  const { resource, role, grantedAt, endsAt, invitedBy } = row
  const changed = row.changes.some(({ what }) => what === 'role' || what === 'end')
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {!self && <Who row={row} quiet={repeats === 'person'} />}
      {resource && (
        <p
          className={`flex gap-2 ${repeats === 'resource' ? 'text-muted' : 'font-medium'} ${self ? 'text-lead font-semibold' : ''}`}
        >
          <span className="mt-0.5">
            <KindIcon kind={resource.kind} />
          </span>
          <span dir="auto" className="min-w-0 wrap-anywhere">
            {resource.title}
          </span>
        </p>
      )}
      {self && !resource && <p className="text-lead font-semibold">Your access as a guest</p>}
      <p className="text-small text-muted">
        {role ? `${roleInWords[role]} · since ` : 'Guest since '}
        <Time value={grantedAt} mode="date" />
        {role &&
          (endsAt ? (
            <>
              {' '}
              · until <Day value={endsAt} />
            </>
          ) : (
            ' · no end'
          ))}
        {changed && ', as this review began'}
      </p>
      <p className="text-small text-muted">
        {invitedBy ? (
          <>
            {resource ? 'Invited by' : 'Sponsor'} <PersonName person={{ ...invitedBy, kind: 'member' }} />
            {!invitedBy.active && ', no longer a member'}
          </>
        ) : (
          'No sponsor'
        )}
      </p>
    </div>
  )
}

function Who({ row: { person, domain }, quiet }: { row: ItemRow; quiet: boolean }) {
  return (
    <div>
      <p className={quiet ? 'text-muted' : 'font-semibold'}>
        {person.kind === 'guest' ? <PersonName person={person} /> : <bdi>{person.name ?? person.address}</bdi>}
      </p>
      {!quiet && person.name && <p className="text-small break-all text-muted">{person.address}</p>}
      {person.kind === 'member' && <p className="text-small text-muted">{domain}</p>}
    </div>
  )
}
