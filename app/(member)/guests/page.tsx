import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { MyGuestList } from '@/components/people/my-guest-list'
import { listMyGuests } from '@/lib/people/guests/list-my-guests'

export const metadata: Metadata = { title: 'My guests' }

export default async function MyGuestsPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  return <MyGuestList view={await load(listMyGuests, await searchParams)} />
}
