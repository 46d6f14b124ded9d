import type { Shareable } from '@/lib/sharing/roles'
import { TextArea } from '../ui/text-area'
import { AccessEndField } from './access-end-field'
import { RoleField } from './role-field'

type Props = {
  /** What is shared; null where the same form says it: then its style sheet shows the roles for a file alone. */
  shared: Shareable | null
  optional?: boolean
}

/** Whom to invite, on what terms, and what to tell them. */
export function InvitationFields({ shared, optional = false }: Props) {
  return (
    <>
      <TextArea
        label="Invite by email"
        name="addresses"
        rows={2}
        hint={`Several at once, or a list pasted from a mail program or a spreadsheet.${optional ? ' You can also do this later, or share it by link.' : ''}`}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
      />
      <TextArea
        label="Message in the mail"
        name="message"
        rows={2}
        draft
        hint="Goes into the invitation once, as you write it. Optional."
        maxLength={2000}
      />
      {shared ? (
        <RoleField shared={shared} />
      ) : (
        <div className="hidden group-has-[[name=kind][value=file]:checked]/share:block">
          <RoleField shared={null} />
        </div>
      )}
      <AccessEndField />
    </>
  )
}
