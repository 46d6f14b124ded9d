import type { ButtonVariant } from '../ui/button-class'
import type { FormAction } from '../ui/form-state'
import { Deed } from './deed'

export type MemberActions = { promote: FormAction; demote: FormAction; disable: FormAction; enable: FormAction }

type Props = {
  member: { id: string; address: string; state: string; administrator: boolean; mayDisable: boolean }
  actions: MemberActions
  variant?: ButtonVariant
}

export function MemberDeeds({ member, actions, variant }: Props) {
  const fields = { principalId: member.id }
  const disabled = member.state === 'blocked'
  return (
    <div className="flex flex-wrap items-start gap-2 sm:justify-end lg:flex-nowrap">
      {!disabled && member.administrator && (
        <Deed key="demote" action={actions.demote} fields={fields} variant={variant} label={`Make ${member.address} a plain member`}>
          Make plain member
        </Deed>
      )}
      {!disabled && !member.administrator && (
        <Deed key="promote" action={actions.promote} fields={fields} variant={variant} label={`Make ${member.address} an administrator`}>
          Make administrator
        </Deed>
      )}
      {disabled && (
        <Deed key="enable" action={actions.enable} fields={fields} variant={variant} label={`Enable ${member.address}`} pendingLabel="Enabling">
          Enable
        </Deed>
      )}
      {!disabled && member.mayDisable && (
        <Deed key="disable" action={actions.disable} fields={fields} variant={variant} label={`Disable ${member.address}`} pendingLabel="Disabling">
          Disable
        </Deed>
      )}
    </div>
  )
}
