import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { find } from '@/app/_boundary/find'
import { load } from '@/app/_boundary/load'
import { Gone } from '@/components/resource/gone'
import { ResourcePage } from '@/components/resource/resource-page'
import { spacePath } from '@/lib/page-paths'
import { getEnding } from '@/lib/sharing/get-ending'
import { getSharedResource } from '@/lib/sharing/get-shared-resource'
import { giveUp } from '../actions'
import { Content } from './content'

type Props = { params: Promise<{ resourceId: string }> }

const findResource = cache((resourceId: string) => find(getSharedResource, { resourceId }))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const resource = await findResource((await params).resourceId)
  return { title: resource?.title ?? 'Not here' }
}

export default async function SharedResourcePage({ params }: Props) {
  const resource = await findResource((await params).resourceId)
  if (!resource) return <Gone ending={await load(getEnding, await params)} />
  if (resource.content.kind === 'space') redirect(spacePath(resource.resourceId))
  return (
    <ResourcePage resource={resource} giveUp={giveUp}>
      <Content resource={resource} />
    </ResourcePage>
  )
}
