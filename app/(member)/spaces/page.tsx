import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { SpaceList } from '@/components/spaces/space-list'
import { listSpaces } from '@/lib/sharing/spaces/list-spaces'

export const metadata: Metadata = { title: 'Spaces' }

export default async function SpacesPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  return <SpaceList view={await load(listSpaces, await searchParams)} />
}
