import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { GuestList } from '@/components/people/guest-list'
import { PeopleHeader } from '@/components/people/people-header'
import { listGuests } from '@/lib/people/guests/list-guests'
import { block, unblock } from './actions'

export const metadata: Metadata = { title: 'Guests' }

export default async function GuestsPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const guests = await load(listGuests, await searchParams)
  return (
    <>
      <PeopleHeader current="guests" q={guests.q} />
      <GuestList view={guests} block={block} unblock={unblock} />
    </>
  )
}
