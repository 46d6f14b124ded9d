import { Link } from '../ui/link'
import { termsPath } from '@/lib/page-paths'
import type { TermsView } from '@/lib/terms/administering/get-terms'
import { DataTable, type Column } from '../ui/data-table'
import { Time } from '../ui/time'

type Version = TermsView['versions'][number]

const columnsOf = (inForce: number): Column<Version>[] => [
  { key: 'version', header: 'Version', className: '@[38.01rem]:w-[8rem]', cell: ({ number }) => `Version ${number}` },
  { key: 'texts', header: 'Texts', className: 'whitespace-normal', cell: ({ texts }) => <Texts texts={texts} /> },
  {
    key: 'changes',
    header: 'What is new',
    className: 'whitespace-normal sm:min-w-40',
    cell: ({ changes }) => changes ?? <span className="text-muted">Not said</span>,
  },
  {
    key: 'asked',
    header: 'Asked again',
    cell: ({ number, reaccept }) =>
      number === 1 ? <span className="text-muted">The first</span> : reaccept ? 'Everybody' : 'Nobody',
  },
  { key: 'since', header: 'Put in force', cell: ({ createdAt, createdBy }) => <Since at={createdAt} by={createdBy} /> },
  {
    key: 'now',
    header: 'Now',
    cell: ({ number, takenBackAt }) => <Now isInForce={number === inForce} takenBackAt={takenBackAt} />,
  },
]

/** Each version with its texts, newest first. */
export const TermsVersions = ({ versions, inForce }: { versions: Version[]; inForce: number }) => (
  <DataTable label="Versions" columns={columnsOf(inForce)} rows={versions} rowKey={({ id }) => id} />
)

function Now({ isInForce, takenBackAt }: { isInForce: boolean; takenBackAt: Date | null }) {
  if (takenBackAt)
    return (
      <span className="text-muted">
        Taken back <Time value={takenBackAt} />
      </span>
    )
  return isInForce ? 'In force' : <span className="text-muted">Replaced</span>
}

const Texts = ({ texts }: { texts: Version['texts'] }) => (
  <ul>
    {texts.map(({ id, title, language, languageName, format }) => (
      <li key={id}>
        <Link href={termsPath(id)} className="wrap-anywhere underline underline-offset-4" hrefLang={language}>
          <bdi lang={language}>{title}</bdi>
        </Link>
        <span className="text-small text-muted">
          {' '}
          <bdi lang={language}>{languageName}</bdi>, {format === 'pdf' ? 'PDF' : 'Markdown'}
        </span>
      </li>
    ))}
  </ul>
)

const Since = ({ at, by }: { at: Date; by: Version['createdBy'] }) => (
  <span className="flex flex-col">
    <Time value={at} />
    {by && (
      <span className="text-small wrap-anywhere text-muted">
        by <bdi>{by.name ?? by.address}</bdi>
      </span>
    )}
  </span>
)
