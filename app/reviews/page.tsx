import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { RoundList } from '@/components/reviews/answering/round-list'
import { listMyRounds } from '@/lib/reviews/answering/list-my-rounds'

export const metadata: Metadata = { title: 'Reviews' }

export default async function ReviewsPage() {
  return <RoundList rounds={await load(listMyRounds, {})} />
}
