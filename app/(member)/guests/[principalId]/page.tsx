import type { Metadata } from 'next'
import { cache } from 'react'
import { restore, revoke } from '@/app/(member)/shares/[resourceId]/actions'
import { find } from '@/app/_boundary/find'
import { MyGuestPage } from '@/components/people/my-guest-page'
import { NotHere } from '@/components/shell/not-here'
import { getMyGuest } from '@/lib/people/guests/get-my-guest'

type Props = { params: Promise<{ principalId: string }>; searchParams: Promise<{ page?: unknown }> }

const findGuest = cache((principalId: string, page: unknown) => find(getMyGuest, { principalId, page }))

async function asked({ params, searchParams }: Props) {
  return findGuest((await params).principalId, (await searchParams).page)
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const view = await asked(props)
  return { title: view ? (view.person.name ?? view.person.address) : 'Not here' }
}

export default async function Page(props: Props) {
  const view = await asked(props)
  return view ? <MyGuestPage view={view} revoke={revoke} restore={restore} /> : <NotHere />
}
