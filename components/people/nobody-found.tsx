import { EmptyState } from '../ui/empty-state'
import { LinkButton } from '../ui/link-button'

type Props = { kind: 'guests' | 'members'; /** The search or a filter leaves nobody. */ narrowed: boolean; q: string }

/** An empty list of people: why, and the way on. */
export function NobodyFound({ kind, narrowed, q }: Props) {
  const other =
    kind === 'guests'
      ? { label: 'Look among members', path: '/admin/people/members' }
      : { label: 'Look among guests', path: '/admin/people' }
  if (!narrowed)
    return (
      <EmptyState title="No guests yet">
        Whoever a member shares something with stands here, from the invitation on.
      </EmptyState>
    )
  return (
    <EmptyState
      title={`No ${kind} match`}
      action={q && <LinkButton href={`${other.path}?q=${encodeURIComponent(q)}`}>{other.label}</LinkButton>}
    >
      Try fewer letters, or take a filter away.
    </EmptyState>
  )
}
