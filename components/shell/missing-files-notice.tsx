import { Link } from '../ui/link'
import { counted } from '@/lib/counted'
import { Banner } from '../ui/banner'

/** Stands on every page of an administrator while files are missed that should be on the disk. */
export const MissingFilesNotice = ({ count }: { count: number }) => (
  <aside aria-label="Missing files" className="mb-6">
    <Banner tone="danger">
      The content of {counted(count, 'file', 'files')} is missing on the server, and whoever opens{' '}
      {count === 1 ? 'it' : 'one of them'} is told so. Whoever runs the server has to put back the folder{' '}
      <code>files</code> of <code>DATA_DIR</code> from a backup: what is there again opens again within a minute.{' '}
      <Link href="/admin/settings#missing-files" className="font-medium underline underline-offset-4">
        {count === 1 ? 'Which file' : 'Which files'}
      </Link>
    </Banner>
  </aside>
)
