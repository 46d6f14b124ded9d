import { Link } from '../ui/link'
import { sharePath } from '@/lib/page-paths'
import type { Happening, listHappenings } from '@/lib/sharing/list-happenings'
import { Time } from '../ui/time'
import { tell } from './tell'

type Props = { resourceId: string; past: Awaited<ReturnType<typeof listHappenings>> }

/** The past of a share in plain sentences, newest first. */
export function Timeline({ resourceId, past: { rows, next } }: Props) {
  return (
    <>
      <ol className="flex flex-col">
        {rows.map((happening) => (
          <Line key={happening.id} happening={happening} />
        ))}
      </ol>
      {next && (
        <Link
          href={`${sharePath(resourceId)}?until=${next}#past`}
          className="mt-2 inline-flex min-h-11 items-center text-small font-medium text-accent underline underline-offset-4"
        >
          What happened before
        </Link>
      )}
    </>
  )
}

const Line = ({ happening }: { happening: Happening }) => (
  <li className="grid gap-x-6 border-b border-line py-2.5 sm:grid-cols-[10rem_1fr]">
    <span className="text-small leading-6 text-muted">
      <Time value={happening.at} />
    </span>
    <span className="wrap-anywhere">{tell(happening)}</span>
  </li>
)
