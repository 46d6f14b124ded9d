import type { ReactNode } from 'react'
import { DownloadLink } from '../ui/download-link'
import type { FormAction } from '../ui/form-state'
import { AskForDownload } from './ask-for-download'
import { MissingFile } from './missing-file'
import { Preview, type Showing } from './preview'
import { viewOnly } from './view-only'

type Props = {
  resourceId: string
  sharer: string
  file: { name: string; size: string; showing: Showing | null; missing: boolean }
  mayDownload: boolean
  /** It is the role that stands before downloading, which the sharer can change; else conditions for access do. */
  mayAsk: boolean
  ask: FormAction
  /** A text or Markdown file, already rendered. */
  children?: ReactNode
}

/** A file: shown in the page where that is possible, and kept where the role allows it. */
export function FileContent({ resourceId, sharer, file, mayDownload, mayAsk, ask, children }: Props) {
  const { name, size, showing, missing } = file
  if (missing) return <MissingFile name={name} sharer={sharer} />
  const bytes = `/api/files/${resourceId}`
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {mayDownload && <DownloadLink href={`${bytes}?download=1`} />}
        <p className="min-w-0 text-muted">
          <bdi className="wrap-anywhere text-ink">{name}</bdi>, {size}
        </p>
      </div>
      {!mayDownload && (
        <p className={showing ? 'text-small text-muted' : 'max-w-prose'}>
          {viewOnly(sharer, { shown: showing !== null, mayAsk })}
        </p>
      )}
      {!mayDownload && !showing && mayAsk && <AskForDownload resourceId={resourceId} sharer={sharer} ask={ask} />}
      {children || (showing && <Preview showing={showing} bytes={bytes} name={name} mayDownload={mayDownload} />)}
    </div>
  )
}
