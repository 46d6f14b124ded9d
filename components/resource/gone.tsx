import type { ReactNode } from 'react'
import { isolated } from '@/lib/own-direction'
import type { EndingView } from '@/lib/sharing/get-ending'
import { Day } from '../ui/day'
import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'
import { Time } from '../ui/time'

type Props = {
  /** What became of it, for who held or shared it; null: the same for what never was, and what is somebody else's. */
  ending: EndingView | null
}

/** A resource that opens nothing for its reader. */
export function Gone({ ending }: Props) {
  const mine = ending?.how === 'deleted' && ending.by === 'you'
  return (
    <>
      {ending ? <PageHeader title={titleOf(ending)} description={<p>{sentenceOf(ending)}</p>} /> : <NotYours />}
      <LinkButton href={mine ? '/shares' : '/shared-with-me'} variant="primary">
        {mine ? 'See what you share' : 'See what is shared with you'}
      </LinkButton>
    </>
  )
}

const NotYours = () => (
  <PageHeader
    title="This is not here any more, or not yours"
    description="Access may have ended, or it was shared with another address. The person who shared it can tell you, and share it again."
  />
)

function titleOf(ending: EndingView) {
  if (ending.how === 'gave-up') return 'You gave this up'
  return ending.how === 'deleted' ? 'This was deleted' : 'Your access has ended'
}

function sentenceOf(ending: EndingView): ReactNode {
  const { how, at } = ending
  const sharer = isolated(ending.sharer)
  if (how === 'deleted') return deletedBy(ending, sharer)
  if (how === 'ran-out')
    return (
      <>
        It was shared with you until <Day value={at} />. {sharer} can share it again.
      </>
    )
  if (how === 'gave-up')
    return (
      <>
        You gave up your access <Time value={at} />. {sharer} can share it again.
      </>
    )
  return (
    <>
      It was ended on <Time value={at} mode="datetime" />. {sharer} can tell you more, and share it again.
    </>
  )
}

function deletedBy({ at, by }: Extract<EndingView, { how: 'deleted' }>, sharer: string): ReactNode {
  const when = <Time value={at} mode="datetime" />
  if (by === 'you') return <>You deleted it on {when}. It can’t be brought back, only shared anew.</>
  return (
    <>
      {by === 'sharer' ? sharer : 'An administrator'} deleted it on {when}, so nobody can open it any longer.
      {by === 'sharer' && ` ${sharer} can share it anew.`}
    </>
  )
}
