import { RadioGroup } from '../ui/radio-group'
import { TextArea } from '../ui/text-area'
import { AccessEndField } from './access-end-field'
import { roles } from './choices'

/** Whom to invite, on what terms, and what to tell them. */
export function InvitationFields({ optional = false }: { optional?: boolean }) {
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
      <TextArea label="Message in the mail" name="message" rows={2} draft hint="Goes into the invitation once, as you write it. Optional." maxLength={2000} />
      <RadioGroup legend="Role" name="role" options={roles} defaultValue="download" columns={2} />
      <AccessEndField />
    </>
  )
}
