import type { TextInForm } from '@/lib/terms/administering/get-terms-form'
import { UploadField } from '../files/upload-field'
import { RadioGroup } from '../ui/radio-group'
import { TextArea } from '../ui/text-area'
import { TextField } from '../ui/text-field'

type Props = { place: number; text: TextInForm; /** Bytes. */ pdfLimit: number }

const formats = [
  { value: 'markdown', label: 'Markdown' },
  { value: 'pdf', label: 'PDF' },
]

/** One language of a document. The style sheet alone shows the field that fits the format. */
export function TextFields({ place, text, pdfLimit }: Props) {
  return (
    <fieldset className="group/text flex min-w-0 flex-col gap-5 border-t border-line pt-6">
      <legend className="float-left w-full text-lead font-semibold">
        {place === 1 ? 'Text' : `Text in another language (${place})`}
      </legend>
      <p className="-mt-3 text-small text-muted">
        {place === 1
          ? 'Shown to whoever reads none of the other languages.'
          : 'Empty all of it to leave this language out.'}
      </p>
      <div className="grid gap-5 sm:grid-cols-[12rem_1fr]">
        <TextField
          label="Language"
          name={`language${place}`}
          defaultValue={text.language}
          hint="Such as en or pt-BR."
          autoComplete="off"
          spellCheck={false}
        />
        <TextField
          label="Title"
          name={`title${place}`}
          defaultValue={text.title}
          maxLength={200}
          hint="Readers see it above the text."
          autoComplete="off"
        />
      </div>
      <RadioGroup legend="Format" name={`format${place}`} options={formats} defaultValue={text.format} columns={2} />
      <div className="hidden group-has-[[value=markdown]:checked]/text:block">
        <TextArea
          label="Markdown"
          name={`markdown${place}`}
          rows={12}
          draft
          defaultValue={text.markdown}
          hint="# heading, - list, **bold**, [words](https://example.com)."
        />
      </div>
      <div className="hidden group-has-[[value=pdf]:checked]/text:block">
        <input type="hidden" name={`kept${place}`} value={text.kept} />
        <UploadField
          label="PDF"
          name={`fileId${place}`}
          limit={pdfLimit}
          hint={
            text.kept
              ? 'Without another one, the PDF of the version before stays.'
              : 'It is sent at once, and kept once you save.'
          }
          advice="Save it smaller, or write the text as Markdown."
        />
      </div>
    </fieldset>
  )
}
