import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { buttonClass } from '../ui/button-class'
import { Preview, type Showing } from './preview'

type Props = {
  resourceId: string
  sharer: string
  file: { name: string; size: string; showing: Showing | null }
  mayDownload: boolean
  /** A text or Markdown file, already rendered. */
  children?: ReactNode
}

/** A file: shown in the page where that is possible, and kept where the role allows it. */
export function FileContent({ resourceId, sharer, file, mayDownload, children }: Props) {
  const { name, size, showing } = file
  const bytes = `/api/files/${resourceId}`
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {mayDownload && (
          <a href={`${bytes}?download=1`} download={name} data-button className={buttonClass('primary')}>
            <Download aria-hidden />
            Download
          </a>
        )}
        <p className="min-w-0 text-muted">
          <bdi className="wrap-anywhere text-ink">{name}</bdi>, {size}
        </p>
      </div>
      {!mayDownload && <ViewOnly sharer={sharer} shown={showing !== null} />}
      {children || (showing && <Preview showing={showing} bytes={bytes} name={name} mayDownload={mayDownload} />)}
    </div>
  )
}

function ViewOnly({ sharer, shown }: { sharer: string; shown: boolean }) {
  if (shown) return <p className="text-small text-muted">You can view this here. Downloading is not part of your access; {sharer} can change that.</p>
  return (
    <p className="max-w-prose">
      Files of this kind can’t be shown in a page, and downloading is not part of your access. Ask {sharer} to let you download it.
    </p>
  )
}
