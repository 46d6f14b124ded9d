import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { RoundItems } from '@/components/reviews/administering/round-items'
import { RoundPage } from '@/components/reviews/administering/round-page'
import { RoundReviewers } from '@/components/reviews/administering/round-reviewers'
import { RoundHistory, RoundMails } from '@/components/reviews/administering/round-trail'
import { getRound } from '@/lib/reviews/administering/get-round'
import { listRoundHappenings } from '@/lib/reviews/administering/list-round-happenings'
import { listRoundItems } from '@/lib/reviews/administering/list-round-items'
import { listRoundMails } from '@/lib/reviews/administering/list-round-mails'
import { listRoundReviewers } from '@/lib/reviews/administering/list-round-reviewers'
import * as actions from '../../actions'

type Props = { params: Promise<{ roundId: string }>; searchParams: Promise<Record<string, unknown>> }

export const metadata: Metadata = { title: 'Review round' }

export default async function Page({ params, searchParams }: Props) {
  const { roundId } = await params
  const asked = await searchParams
  const round = await load(getRound, { roundId })
  const tab = tabs.find((name) => name === asked.tab) ?? 'items'
  const { extend, reset, stop, apply, remind, reassign } = actions
  return (
    <RoundPage view={round} tab={tab} actions={{ extend, reset, stop, apply, remind, reassign }}>
      {await parts[tab](roundId, asked, round.can.reassign)}
    </RoundPage>
  )
}

const tabs = ['items', 'reviewers', 'history', 'mails'] as const

/** What stands behind each tab; only the one that is shown is asked for. */
const parts = {
  items: async (roundId: string, asked: Record<string, unknown>) => (
    <RoundItems roundId={roundId} view={await load(listRoundItems, { ...asked, roundId })} />
  ),
  reviewers: async (roundId: string, asked: Record<string, unknown>, mayReassign: boolean) => (
    <RoundReviewers
      roundId={roundId}
      view={await load(listRoundReviewers, { roundId, page: asked.page })}
      mayReassign={mayReassign}
      reassign={actions.reassign}
    />
  ),
  history: async (roundId: string, asked: Record<string, unknown>) => (
    <RoundHistory roundId={roundId} view={await load(listRoundHappenings, { roundId, until: asked.until })} />
  ),
  mails: async (roundId: string, asked: Record<string, unknown>) => (
    <RoundMails roundId={roundId} view={await load(listRoundMails, { roundId, page: asked.page })} />
  ),
}
