import type { Shareable } from '@/lib/sharing/roles'
import { RadioGroup } from '../ui/radio-group'
import { SelectField } from '../ui/select-field'

const OPENS = 'Opens in the page; a determined person can keep a copy.'
/** Tells a sharer what viewing comes to where no page can show the file. */
export const NOT_SHOWN =
  'No page can show a file of this kind: who can only view can’t open it, and has to ask you for download.'
const SOME_SHOWN =
  'PDF, pictures, audio, video and text open in the page, and a determined person can keep a copy. Nothing else opens: Word, Excel and ZIP files, for example.'

/** What "Can view" comes to; null: it is not known yet what will be shared. */
const viewing = (shared: Shareable | null) => (shared === null ? SOME_SHOWN : shared.shown ? OPENS : NOT_SHOWN)

const rolesFor = (shared: Shareable | null) => [
  { value: 'download', label: 'Can download', hint: 'Opens it here and may keep a copy.' },
  { value: 'view', label: 'Can view', hint: viewing(shared) },
]

/** What people may do with a file. A link or a page is only ever viewed, so nothing is asked about it. */
export function RoleField({ shared }: { shared: Shareable | null }) {
  if (shared && shared.kind !== 'file') return null
  return <RadioGroup legend="Role" name="role" options={rolesFor(shared)} defaultValue="download" columns={2} />
}

/** The same in one line. Whatever else is shared is sent as viewed. */
export function RoleSelect({ shared, role }: { shared: Shareable; role: 'view' | 'download' }) {
  if (shared.kind !== 'file') return <input type="hidden" name="role" value="view" />
  return (
    <SelectField
      label="Role"
      name="role"
      options={rolesFor(shared)}
      defaultValue={role}
      hint={`Can view: ${lowered(viewing(shared))}`}
    />
  )
}

const lowered = (sentence: string) => sentence[0]!.toLowerCase() + sentence.slice(1)
