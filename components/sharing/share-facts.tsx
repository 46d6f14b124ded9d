import { Link } from '../ui/link'
import { counted } from '@/lib/counted'
import { isolated } from '@/lib/own-direction'
import { resourcePath, spacePath } from '@/lib/page-paths'
import type { ShareContent, ShareView } from '@/lib/sharing/get-share'
import { KindIcon } from '../ui/kind-icon'
import { PersonName } from '../ui/person-name'
import { Time } from '../ui/time'

/** What a share is, in a few lines under its title. */
export function ShareFacts({
  share: { resourceId, title, content, note, mine, space, sharedBy, createdAt },
}: {
  share: ShareView
}) {
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <KindIcon kind={content.kind} word />
        <Content content={content} title={title} />
        {space && (
          <span className="wrap-anywhere">
            In{' '}
            {mine ? (
              <Link href={spacePath(space.id)} className="underline underline-offset-4 hover:text-ink">
                <bdi>{space.title}</bdi>
              </Link>
            ) : (
              <bdi>{space.title}</bdi>
            )}
            : {counted(space.people, 'person', 'people')} there can open it
          </span>
        )}
        <span>
          Shared{' '}
          {mine ? (
            ''
          ) : (
            <>
              by <PersonName person={sharedBy} />{' '}
            </>
          )}
          <Time value={createdAt} />
        </span>
        {mine && (
          <Link
            href={resourcePath(resourceId)}
            className="-my-2.5 inline-flex min-h-11 items-center text-accent underline underline-offset-4"
          >
            See it as they do
          </Link>
        )}
      </p>
      {note && (
        <p dir="auto" className="max-w-prose wrap-anywhere whitespace-pre-line">
          {note}
        </p>
      )}
    </div>
  )
}

/** A file without a title of its own is called by its name: that stands above already. */
function Content({ content, title }: { content: ShareContent; title: string }) {
  if (content.kind === 'file')
    return (
      <span className="wrap-anywhere">
        {content.name === title ? content.size : `${isolated(content.name)}, ${content.size}`}
      </span>
    )
  if (content.kind !== 'link' || !content.url) return null
  return (
    <a
      href={content.url}
      target="_blank"
      rel="noopener noreferrer"
      className="-my-2.5 inline-block py-2.5 wrap-anywhere underline underline-offset-4 hover:text-ink"
    >
      {content.url}
    </a>
  )
}
