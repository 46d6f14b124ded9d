import { type Role, roleInWords } from '@/lib/role'
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

const onThing = (shared: Shareable | null) => [
  { value: 'download', label: roleInWords.download, hint: 'Opens it here and may keep a copy.' },
  { value: 'view', label: roleInWords.view, hint: viewing(shared) },
]

/** From the least to the most, each with what it adds. */
const onSpace = [
  { value: 'view', label: roleInWords.view },
  { value: 'download', label: roleInWords.download },
  { value: 'contribute', label: roleInWords.contribute },
  { value: 'manage', label: roleInWords.manage },
]

/** The roles on what is shared; by a share link, those that a link gives. */
function rolesOn(shared: Shareable, byLink: boolean) {
  if (shared.kind !== 'space') return onThing(shared)
  return byLink ? onSpace.slice(0, 2) : onSpace
}

const ON_SPACE =
  'Each may do what those before may, too. Contributors add files, pages and links; managers do all that you can, and are members of your organization.'

/** What people may do with a file or in a space. A link or a page is only ever viewed, so nothing is asked about it. */
export function RoleField({ shared }: { shared: Shareable | null }) {
  if (shared?.kind === 'space') return <RoleSelect shared={shared} role="view" />
  if (shared && shared.kind !== 'file') return null
  return <RadioGroup legend="Role" name="role" options={onThing(shared)} defaultValue="download" columns={2} />
}

type SelectProps = { shared: Shareable; role: Role; byLink?: boolean }

/** The same in one line. Whatever else is shared is sent as viewed. */
export function RoleSelect({ shared, role, byLink = false }: SelectProps) {
  if (shared.kind !== 'file' && shared.kind !== 'space') return <input type="hidden" name="role" value="view" />
  return (
    <SelectField
      label="Role"
      name="role"
      options={rolesOn(shared, byLink)}
      defaultValue={role}
      hint={shared.kind === 'space' ? !byLink && ON_SPACE : `Can view: ${lowered(viewing(shared))}`}
    />
  )
}

const lowered = (sentence: string) => sentence[0]!.toLowerCase() + sentence.slice(1)
