import { Folder, Layers } from 'lucide-react'
import { counted } from '@/lib/counted'
import { isolated } from '@/lib/own-direction'
import { folderPath, movePath } from '@/lib/page-paths'
import type { MoveView } from '@/lib/sharing/spaces/folders/begin-move'
import { ActionForm } from '../ui/action-form'
import { Button } from '../ui/button'
import type { FormAction } from '../ui/form-state'
import { GetForm } from '../ui/get-form'
import { LinkButton } from '../ui/link-button'
import { RadioGroup, type RadioOption } from '../ui/radio-group'
import { SubmitButton } from '../ui/submit-button'
import { TextField } from '../ui/text-field'

/** Where to move what was chosen: each folder with the way to it. */
export function MoveForm({ view, move }: { view: MoveView; move: FormAction }) {
  const { spaceId, title, entries, from, folders, lies, q, more, any } = view
  if (entries.length === 0)
    return (
      <div className="flex flex-col items-start gap-4">
        <p>Nothing was chosen. Tick what you want to move, then press “Move”.</p>
        <LinkButton href={folderPath(spaceId, from)}>Back</LinkButton>
      </div>
    )
  return (
    <div className="flex max-w-guest flex-col gap-6">
      {any && (q !== '' || more > 0 || folders.length > 10) && (
        <GetForm action={movePath(spaceId)} role="search" className="flex items-end gap-2">
          <input type="hidden" name="from" value={from} />
          {entries.map(({ what, id }) => (
            <input key={id} type="hidden" name={what} value={id} />
          ))}
          <TextField label="Search for a folder" name="q" type="search" defaultValue={q} autoComplete="off" />
          <Button type="submit">Search</Button>
        </GetForm>
      )}
      <ActionForm action={move} className="gap-8!" label="Move">
        <input type="hidden" name="spaceId" value={spaceId} />
        <input type="hidden" name="from" value={from} />
        {entries.map(({ what, id }) => (
          <input key={id} type="hidden" name={what} value={id} />
        ))}
        <RadioGroup
          legend={<Legend entries={entries} />}
          name="into"
          defaultValue={lies === null ? 'top' : lies}
          options={[
            { value: 'top', label: title, hint: 'The space itself, in no folder', icon: <Layers /> },
            ...folders.map(toOption),
          ]}
          hint={
            more > 0
              ? `${counted(more, 'more folder is', 'more folders are')} there: search for the one you mean.`
              : undefined
          }
        />
        <div className="flex flex-wrap gap-2">
          <SubmitButton pendingLabel="Moving">Move</SubmitButton>
          <LinkButton href={folderPath(spaceId, from)} variant="quiet">
            Cancel
          </LinkButton>
        </div>
      </ActionForm>
    </div>
  )
}

const Legend = ({ entries }: Pick<MoveView, 'entries'>) => (
  <span className="wrap-anywhere">
    Move {entries.length === 1 ? isolated(entries[0]!.name) : counted(entries.length, 'entry', 'entries')} to
  </span>
)

const toOption = ({ folderId, name, path }: MoveView['folders'][number]): RadioOption => ({
  value: folderId,
  label: name,
  hint: path.length > 0 ? `In ${path.map(isolated).join(' / ')}` : undefined,
  icon: <Folder />,
})
