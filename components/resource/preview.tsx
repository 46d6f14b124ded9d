export type Showing = 'pdf' | 'image' | 'audio' | 'video' | 'text' | 'markdown'

type Props = {
  showing: Showing
  bytes: string
  name: string
  /** A viewer of the browser's may offer to keep what it shows. */
  mayDownload: boolean
}

/** A file as the browser itself shows it, from its own bytes. */
export function Preview({ showing, bytes, name, mayDownload }: Props) {
  switch (showing) {
    case 'pdf':
      return (
        <div>
          <iframe
            src={`${bytes}#navpanes=0${mayDownload ? '' : '&toolbar=0'}`}
            title={name}
            className="h-[80dvh] w-full rounded border border-line bg-surface"
          />
          {mayDownload ? (
            <TabOfItsOwn bytes={bytes} />
          ) : (
            <p className="mt-2 text-small text-muted">
              Nothing to see? Then this browser can’t show PDF files in a page: try another one.
            </p>
          )}
        </div>
      )
    case 'image':
      return <img src={bytes} alt={name} className="max-w-full self-start rounded border border-line" />
    case 'audio':
      return <audio src={bytes} controls preload="metadata" aria-label={name} className="w-full" />
    case 'video':
      return (
        <video
          src={bytes}
          controls
          preload="metadata"
          aria-label={name}
          className="max-h-[80dvh] w-full rounded bg-ink"
        />
      )
    case 'markdown':
    case 'text':
      return null
  }
}

/** There the browser saves and prints it. */
const TabOfItsOwn = ({ bytes }: { bytes: string }) => (
  <p className="mt-2 text-small text-muted">
    Nothing to see?{' '}
    <a
      href={bytes}
      target="_blank"
      rel="noopener noreferrer"
      className="-my-2.5 inline-flex min-h-11 items-center underline underline-offset-4 hover:text-ink"
    >
      Show it in a tab of its own
    </a>
  </p>
)
