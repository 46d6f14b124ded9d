import type { MissingFileView } from '@/lib/files/missing-files'
import { sharePath } from '@/lib/page-paths'
import { Section } from '../ui/section'
import { Time } from '../ui/time'

/** Which files are missed; those that have been for longest, where there are many. */
export const MissingFiles = ({ files }: { files: readonly MissingFileView[] }) => (
  <Section title="Missing files" id="missing-files">
    <ul className="flex max-w-prose flex-col gap-2">
      {files.map(({ id, name, since, resource }) => (
        <li key={id}>
          {resource ? (
            <a href={sharePath(resource.id)} className="underline underline-offset-4 wrap-anywhere">
              <bdi>{resource.title}</bdi>
            </a>
          ) : (
            <bdi className="wrap-anywhere">{name}</bdi>
          )}
          , missed since <Time value={since} mode="datetime" />
        </li>
      ))}
    </ul>
  </Section>
)
