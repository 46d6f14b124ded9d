import type { Metadata } from 'next'
import { find } from '@/app/_boundary/find'
import { Markdown } from '@/components/files/markdown'
import { NotHere } from '@/components/shell/not-here'
import { PageHeader } from '@/components/ui/page-header'
import { Time } from '@/components/ui/time'
import { sharePath } from '@/lib/page-paths'
import { getVersion } from '@/lib/sharing/versions/get-version'

export const metadata: Metadata = { title: 'Older version' }

export default async function VersionPage({ params }: { params: Promise<{ resourceId: string; number: string }> }) {
  const version = await find(getVersion, await params)
  if (!version) return <NotHere />
  return (
    <>
      <PageHeader
        title={`Version ${version.number}`}
        back={{ href: `${sharePath(version.resourceId)}#versions`, label: version.title }}
        description={
          <>
            As it was from <Time value={version.madeAt} mode="datetime" /> on.
          </>
        }
      />
      <Markdown>{version.body}</Markdown>
    </>
  )
}
