import { Link } from '../ui/link'
import { personPath } from '@/lib/page-paths'

/** A person as a row is named: the name that leads to their page, and the whole address under it. */
export function PersonCell({
  person,
  path = personPath,
}: {
  person: { id: string; name: string | null; address: string }
  path?: (id: string) => string
}) {
  return (
    <div className="flex min-w-0 flex-col">
      <Link href={path(person.id)} className="font-medium wrap-anywhere underline-offset-4 hover:underline">
        <bdi>{person.name ?? person.address}</bdi>
      </Link>
      {person.name && <span className="text-small font-normal wrap-anywhere text-muted">{person.address}</span>}
    </div>
  )
}
