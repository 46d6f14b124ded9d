import { counted } from '@/lib/counted'
import { ConfirmDialog } from '../ui/confirm-dialog'
import type { FormAction } from '../ui/form-state'

type Props = {
  guest: { id: string; address: string }
  grants: number
  sessions: number
  invitations: number
  remove: FormAction
}

function Losses({ grants, sessions, invitations }: Pick<Props, 'grants' | 'sessions' | 'invitations'>) {
  const losses = [
    grants > 0 && counted(grants, 'grant ends', 'grants end'),
    sessions > 0 && counted(sessions, 'session ends', 'sessions end'),
    invitations > 0 && counted(invitations, 'open invitation is withdrawn', 'open invitations are withdrawn'),
  ].filter(Boolean)
  if (losses.length === 0) return <p>They hold nothing now. This can’t be undone.</p>
  return (
    <>
      <p>This can’t be undone. At once:</p>
      <ul className="ml-5 list-disc">
        {losses.map((loss) => (
          <li key={String(loss)}>{loss}</li>
        ))}
      </ul>
    </>
  )
}

/** Removing can't come back: it names what is lost. */
export function RemoveGuest({ guest, grants, sessions, invitations, remove }: Props) {
  return (
    <ConfirmDialog
      label="Remove guest"
      size="small"
      title={`Remove ${guest.address}?`}
      confirmLabel="Remove guest"
      pendingLabel="Removing"
      action={remove}
      fields={{ principalId: guest.id }}
      ariaLabel={`Remove ${guest.address}`}
    >
      <Losses grants={grants} sessions={sessions} invitations={invitations} />
      <p className="text-muted">The trail stays. Whoever shares with this address again invites a new guest.</p>
    </ConfirmDialog>
  )
}
