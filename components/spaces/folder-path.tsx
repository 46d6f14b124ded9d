import { folderPath, spacePath } from '@/lib/page-paths'
import type { SpaceView } from '@/lib/sharing/spaces/get-space'
import { Link } from '../ui/link'

type Props = { space: SpaceView; folder: NonNullable<SpaceView['folder']> }

/** The way to a folder, from the space down. What is dragged onto a part of it is moved there. */
export const FolderPath = ({ space: { spaceId, title }, folder: { name, above } }: Props) => (
  <nav aria-label="Way to this folder" className="mb-4">
    <ol className="flex flex-wrap items-center gap-x-2 text-small">
      <Step href={spacePath(spaceId)} id="top" name={title} />
      {above.map((one) => (
        <Step key={one.id} href={folderPath(spaceId, one.id)} id={one.id} name={one.name} />
      ))}
      <li aria-current="page" className="min-w-0 wrap-anywhere text-muted">
        <bdi>{name}</bdi>
      </li>
    </ol>
  </nav>
)

const Step = ({ href, id, name }: { href: string; id: string; name: string }) => (
  <li data-folder={id} className="flex min-w-0 items-center gap-2 rounded">
    <Link
      href={href}
      className="inline-flex min-h-11 min-w-0 items-center wrap-anywhere text-accent underline underline-offset-4"
    >
      <bdi>{name}</bdi>
    </Link>
    <span aria-hidden className="text-muted">
      /
    </span>
  </li>
)
