'use client'
import { Check } from 'lucide-react'
import { Button } from '../ui/button'
import { ProgressBar } from '../ui/progress-bar'
import { sizeInWords } from '@/lib/counted'
import { progressInWords } from './transfer'
import type { Upload } from './use-upload'

type Props = { upload: Upload; waiting: boolean; cancel: () => void }

/** How far a file is: what is done, how fast, how long still; or that it is here. */
export function UploadState({ upload, waiting, cancel }: Props) {
  return (
    <>
      {upload.state === 'sending' && <Sending upload={upload} waiting={waiting} cancel={cancel} />}
      <p role="status" className={upload.state === 'here' ? 'flex items-center gap-2 text-accent' : 'sr-only'}>
        {upload.state === 'here' && (
          <>
            <Check aria-hidden className="size-4 shrink-0" />
            <span className="min-w-0 wrap-anywhere">
              <bdi>{upload.file.name}</bdi> is here, {sizeInWords(upload.file.size)}.
            </span>
          </>
        )}
        {waiting && 'It is shared as soon as the file is here.'}
      </p>
    </>
  )
}

function Sending({ upload, waiting, cancel }: Props & { upload: Extract<Upload, { state: 'sending' }> }) {
  const { file, sent, speed } = upload
  return (
    <div className="flex flex-col gap-2">
      <ProgressBar
        value={sent}
        max={Math.max(1, file.size)}
        label={
          <span className="wrap-anywhere">
            Sending <bdi>{file.name}</bdi>
          </span>
        }
        detail={progressInWords(sent, file.size, speed)}
      />
      <div className="flex flex-wrap items-center gap-x-4">
        <Button size="small" onClick={cancel}>
          Cancel
        </Button>
        {waiting && <span className="text-small">It is shared as soon as the file is here.</span>}
      </div>
    </div>
  )
}
