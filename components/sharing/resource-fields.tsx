import type { ReactNode } from 'react'
import { type ThingKind, thingKinds } from '@/lib/resource-kinds'
import { UploadField } from '../files/upload-field'
import { kinds } from '../ui/kinds'
import { RadioGroup } from '../ui/radio-group'
import { TextArea } from '../ui/text-area'
import { TextField } from '../ui/text-field'
import { WithPreview } from './with-preview'

const options = thingKinds.map((kind) => {
  const { word, Icon } = kinds[kind]
  return { value: kind, label: word, icon: <Icon /> }
})

type Props = {
  kind: ThingKind
  /** Bytes. */
  fileLimit: number
  /** What takes the files for a space, many at once and each under its own name. */
  files?: ReactNode
}

/** What is shared. The style sheet alone shows the fields that fit the kind: it needs no script, and nothing typed is lost by changing one's mind. */
export function ResourceFields({ kind, fileLimit, files }: Props) {
  return (
    <div className="group flex flex-col gap-5">
      <RadioGroup
        legend={files ? 'What do you add?' : 'What do you share?'}
        name="kind"
        options={options}
        defaultValue={kind}
        columns={3}
      />
      <div className="hidden group-has-[[value=file]:checked]:block">
        {files ?? <UploadField label="File" name="fileId" limit={fileLimit} />}
      </div>
      <div className="hidden group-has-[[value=link]:checked]:block">
        <AddressField />
      </div>
      <div className={files ? besideFiles : 'contents'}>
        <TitleField hint={<TitleHint />} />
        <div className="hidden group-has-[[value=page]:checked]:block">
          <TextOfPage />
        </div>
        <NoteField />
      </div>
    </div>
  )
}

/** Files go by their own names, so nothing else is asked of them. */
const besideFiles = 'contents group-has-[[value=file]:checked]:hidden'

type Kept = { defaultValue?: string }

export const AddressField = (kept: Kept) => (
  <TextField
    label="Web address"
    name="url"
    inputMode="url"
    hint="Such as https://example.org, never http://. An address inside your network is fine."
    autoComplete="off"
    {...kept}
  />
)

export const TitleField = (kept: Kept & { hint: ReactNode }) => (
  <TextField label="Title" name="title" maxLength={200} autoComplete="off" {...kept} />
)

export const TextOfPage = (kept: Kept) => (
  <WithPreview>
    <TextArea
      label="Text"
      name="body"
      rows={12}
      draft
      hint="Markdown: # heading, - list, **bold**, [words](https://example.com)."
      {...kept}
    />
  </WithPreview>
)

export const NoteField = (kept: Kept) => (
  <TextArea
    label="Note on its page"
    name="note"
    rows={2}
    draft
    hint="Stays beside it, for everyone who can open it. Optional."
    maxLength={2000}
    {...kept}
  />
)

const TitleHint = (): ReactNode => (
  <>
    <span className="hidden group-has-[[value=file]:checked]:inline">Left empty, the file’s name.</span>
    <span className="hidden group-has-[[value=link]:checked]:inline">Left empty, the site’s name.</span>
    <span className="hidden group-has-[[value=page]:checked]:inline">What people will find it by.</span>
  </>
)
