import { OrganizationClocks } from '../ui/organization-zone'
import { TextField } from '../ui/text-field'

type Props = { name?: string; expiresAfterDays?: number | null; reacceptOn?: string }

/** What a document is called, and when those who accepted it are asked again. */
export function TermsFields({ name, expiresAfterDays, reacceptOn }: Props) {
  return (
    <>
      <TextField
        label="Name"
        name="name"
        defaultValue={name}
        maxLength={100}
        hint="For administrators: policies name it. Readers see the title of the text."
        autoComplete="off"
        required
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label="Ask again after days"
          name="expiresAfterDays"
          inputMode="numeric"
          defaultValue={expiresAfterDays ? String(expiresAfterDays) : ''}
          hint="Counted from each acceptance. Leave empty to ask once."
        />
        <TextField
          label="Ask everybody again on"
          name="reacceptOn"
          type="date"
          defaultValue={reacceptOn}
          hint={
            <>
              Whoever accepted before that day is asked once more. It begins by <OrganizationClocks />.
            </>
          }
        />
      </div>
    </>
  )
}
