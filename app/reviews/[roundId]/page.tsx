import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { RoundPage } from '@/components/reviews/answering/round-page'
import { getMyRound } from '@/lib/reviews/answering/get-my-round'
import { listMyItems } from '@/lib/reviews/answering/list-my-items'
import * as actions from './actions'

export const metadata: Metadata = { title: 'Review' }

type Props = { params: Promise<{ roundId: string }>; searchParams: Promise<Record<string, unknown>> }

export default async function ReviewRoundPage({ params, searchParams }: Props) {
  const { roundId } = await params
  const { q, state, by, sort, page } = await searchParams
  const round = await load(getMyRound, { roundId })
  const items = await load(listMyItems, { roundId, q, state, by, sort, page })
  return <RoundPage round={round} items={items} actions={actions} />
}
