'use client'
import { RotateCw } from 'lucide-react'
import { useCallback, useEffect, useId, useRef, useState } from 'react'
import { Button } from '../ui/button'
import { describedBy, FieldError, FieldHint } from '../ui/field'
import { useField } from '../ui/form-context'
import { NoScript } from '../ui/no-script'
import { DropZone } from './drop-zone'
import { sizeInWords } from '@/lib/counted'
import { UploadState } from './upload-state'
import { useHoldBack } from './use-hold-back'
import { type Upload, useUpload } from './use-upload'

type Props = {
  label: string
  name: string
  /** Bytes. */
  limit: number
  /** Which files, and what becomes of one. */
  hint?: string
  /** What to do about one that is too large. */
  advice?: string
  /** The space that it is for. */
  spaceId?: string
  /** What to say of one that no page can show. */
  notShown?: string
}

/** Takes a file by choice or by drop and sends it at once; the form carries only its id, and waits for it. */
export function UploadField({
  label,
  name,
  limit,
  hint = 'It is sent at once, and kept only if you share it.',
  advice,
  spaceId,
  notShown,
}: Props) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const { upload, send, cancel } = useUpload({ limit, advice, spaceId })
  const waiting = useHoldBack(input, upload.state === 'sending', upload.state === 'here')
  const error = useProblem(name, upload)
  const [leftOut, setLeftOut] = useState<string[]>([])
  const take = useCallback(
    (files: FileList | null | undefined) => {
      const [first, ...others] = files ?? []
      if (!first) return
      setLeftOut(others.map((file) => file.name))
      void send(first)
    },
    [send],
  )
  // What was chosen before this page was alive.
  useEffect(() => take(input.current?.files), [take])

  function forget() {
    if (input.current) input.current.value = ''
    setLeftOut([])
    cancel()
  }

  return (
    <DropZone onDrop={take}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <FieldHint id={id}>{`Choose one or drop it here, up to ${sizeInWords(limit)}. ${hint}`}</FieldHint>
      <input
        ref={input}
        id={id}
        type="file"
        onChange={(event) => take(event.currentTarget.files)}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { hint: true, error })}
        className="min-h-11 w-full rounded py-1.5 text-small"
      />
      <input
        type="hidden"
        name={name}
        value={upload.state === 'here' ? upload.file.fileId : ''}
        data-typed={upload.state === 'here' || undefined}
      />
      {leftOut.length > 0 && <LeftOut names={leftOut} />}
      <UploadState upload={upload} waiting={waiting} cancel={forget} />
      {notShown && <NotShown words={upload.state === 'here' && upload.file.shown === false && notShown} />}
      {error && <FieldError id={id}>{error}</FieldError>}
      {upload.state === 'failed' && upload.file.size <= limit && (
        <Button size="small" className="self-start" onClick={() => void send(upload.file)}>
          <RotateCw />
          Try again
        </Button>
      )}
      <NoScript>
        <p className="text-small text-warning">
          Sending a file needs JavaScript. A link or a page can be shared without it.
        </p>
      </NoScript>
    </DropZone>
  )
}

const LeftOut = ({ names }: { names: string[] }) => (
  <p role="alert" className="text-small break-words text-warning">
    One file is shared at a time, so {names.length === 1 ? names[0] : `${names[0]} and ${names.length - 1} more`}{' '}
    {names.length === 1 ? 'was' : 'were'} not taken. The first one is.
  </p>
)

/** Heard too, since it comes once the file is here: so it stands there before it has words. */
const NotShown = ({ words }: { words: string | false }) => (
  <p role="status" className={words ? 'text-small text-warning' : 'sr-only'}>
    {words}
  </p>
)

/** What is wrong with the upload, or what the form said of the file it was last sent with. */
function useProblem(name: string, upload: Upload) {
  const { error, sent } = useField(name, {})
  if (upload.state === 'failed') return upload.problem
  const fileId = upload.state === 'here' ? upload.file.fileId : ''
  return fileId === (sent ?? '') && upload.state !== 'sending' ? error : undefined
}
