import type { Metadata } from 'next'
import { cache } from 'react'
import { find } from '@/app/_boundary/find'
import { Markdown } from '@/components/files/markdown'
import { NotHere } from '@/components/shell/not-here'
import { PageHeader } from '@/components/ui/page-header'
import { Time } from '@/components/ui/time'
import { isolated } from '@/lib/own-direction'
import { sharePath } from '@/lib/page-paths'
import { getVersion } from '@/lib/sharing/versions/get-version'

type Props = { params: Promise<{ resourceId: string; number: string }> }

const findVersion = cache((resourceId: string, number: string) => find(getVersion, { resourceId, number }))

async function asked({ params }: Props) {
  const { resourceId, number } = await params
  return findVersion(resourceId, number)
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const version = await asked(props)
  return { title: version ? `Version ${version.number} of ${isolated(version.title)}` : 'Not here' }
}

export default async function VersionPage(props: Props) {
  const version = await asked(props)
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
