import type { Hanging } from '@/lib/people/members/what-hangs.sql'
import type { ButtonVariant } from '../ui/button-class'
import { ConfirmDialog } from '../ui/confirm-dialog'
import type { FormAction } from '../ui/form-state'
import { AfterDisabling, AfterEnabling } from './what-hangs'

export type MemberActions = { promote: FormAction; demote: FormAction; disable: FormAction; enable: FormAction }

type Member = {
  id: string
  name: string | null
  address: string
  state: string
  administrator: boolean
  mayDisable: boolean
  own: boolean
  hanging: Hanging
}

type Props = { member: Member; actions: MemberActions; variant?: ButtonVariant }

/** Two buttons that stay where they are, so that the focus does: each asks first, and becomes the way back. */
export function MemberButtons({ member, actions, variant }: Props) {
  const disabled = member.state === 'blocked'
  const asked = { fields: { principalId: member.id }, variant, size: 'small' as const }
  return (
    <div className="flex flex-wrap items-start gap-2 sm:justify-end lg:flex-nowrap">
      {!disabled && <Role member={member} actions={actions} asked={asked} />}
      {(disabled || member.mayDisable) && (
        <ConfirmDialog
          {...asked}
          action={disabled ? actions.enable : actions.disable}
          label={disabled ? 'Enable' : 'Disable'}
          ariaLabel={`${disabled ? 'Enable' : 'Disable'} ${member.address}`}
          title={`${disabled ? 'Enable' : 'Disable'} ${named(member)}?`}
          confirmLabel={disabled ? 'Enable' : 'Disable'}
          confirmVariant={disabled ? 'primary' : 'danger'}
          pendingLabel={disabled ? 'Enabling' : 'Disabling'}
        >
          {disabled ? <AfterEnabling hanging={member.hanging} /> : <AfterDisabling hanging={member.hanging} />}
        </ConfirmDialog>
      )}
    </div>
  )
}

const named = ({ name, address }: Member) => (name ? `${name} (${address})` : address)

type RoleProps = Pick<Props, 'member' | 'actions'> & {
  asked: { fields: Record<string, string>; variant?: ButtonVariant; size: 'small' }
}

const Role = ({ member, actions, asked }: RoleProps) => (
  <ConfirmDialog
    {...asked}
    action={member.administrator ? actions.demote : actions.promote}
    label={member.administrator ? 'Make plain member' : 'Make administrator'}
    ariaLabel={
      member.administrator ? `Make ${member.address} a plain member` : `Make ${member.address} an administrator`
    }
    title={member.administrator ? `Make ${named(member)} a plain member?` : `Make ${named(member)} an administrator?`}
    confirmLabel={member.administrator ? 'Make plain member' : 'Make administrator'}
    confirmVariant={member.administrator ? 'danger' : 'primary'}
  >
    <p>{roleWords(member)}</p>
    <p className="text-muted">
      {member.own
        ? 'The other administrators are told by mail.'
        : 'They and the other administrators are told by mail.'}
    </p>
  </ConfirmDialog>
)

function roleWords({ administrator, own }: Member) {
  if (!administrator)
    return 'They can see and change everything about people, policies, reviews, settings and the trail. They are signed out everywhere and sign in again as an administrator.'
  if (own)
    return 'You are signed out everywhere, here too, and can’t make yourself an administrator again: another one has to. Finish what you are writing in other tabs first.'
  return 'They can no longer see to people, settings and the trail. They are signed out everywhere, and what they have half written there may be lost.'
}
