import { Ban, CircleCheck, CircleX, Hourglass, ShieldCheck } from 'lucide-react'
import { Chip } from '../ui/chip'

type State = 'pending' | 'active' | 'blocked' | 'removed'

/** Of a guest: Pending, Active, Blocked, Removed. A member is never blocked but disabled, and has not signed in rather than pending. */
export function StateChip({ state, kind }: { state: State; kind: 'member' | 'guest' }) {
  if (state === 'active')
    return (
      <Chip icon={<CircleCheck />} tone="accent">
        Active
      </Chip>
    )
  if (state === 'removed') return <Chip icon={<CircleX />}>Removed</Chip>
  if (state === 'pending')
    return (
      <Chip icon={<Hourglass />} tone="warning">
        {kind === 'guest' ? 'Pending' : 'Not signed in yet'}
      </Chip>
    )
  return (
    <Chip icon={<Ban />} tone="danger">
      {kind === 'guest' ? 'Blocked' : 'Disabled'}
    </Chip>
  )
}

export const AdministratorChip = () => <Chip icon={<ShieldCheck />}>Administrator</Chip>
