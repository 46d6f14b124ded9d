import type { ButtonVariant } from '../ui/button-class'
import type { FormAction } from '../ui/form-state'
import { Deed } from './deed'

export type MemberActions = { promote: FormAction; demote: FormAction; disable: FormAction; enable: FormAction }

type Props = {
  member: { id: string; address: string; state: string; administrator: boolean; mayDisable: boolean }
  actions: MemberActions
  variant?: ButtonVariant
}

/** Two buttons that stay where they are, so that the focus does: each becomes the way back. */
export function MemberDeeds({ member, actions, variant }: Props) {
  const disabled = member.state === 'blocked'
  const deed = { fields: { principalId: member.id }, variant }
  return (
    <div className="flex flex-wrap items-start gap-2 sm:justify-end lg:flex-nowrap">
      {!disabled && <Role member={member} actions={actions} deed={deed} />}
      {(disabled || member.mayDisable) && (
        <Deed
          {...deed}
          action={disabled ? actions.enable : actions.disable}
          label={`${disabled ? 'Enable' : 'Disable'} ${member.address}`}
          pendingLabel={disabled ? 'Enabling' : 'Disabling'}
        >
          {disabled ? 'Enable' : 'Disable'}
        </Deed>
      )}
    </div>
  )
}

type RoleProps = Pick<Props, 'member' | 'actions'> & { deed: { fields: Record<string, string>; variant?: ButtonVariant } }

const Role = ({ member: { address, administrator }, actions, deed }: RoleProps) => (
  <Deed
    {...deed}
    action={administrator ? actions.demote : actions.promote}
    label={administrator ? `Make ${address} a plain member` : `Make ${address} an administrator`}
  >
    {administrator ? 'Make plain member' : 'Make administrator'}
  </Deed>
)
