import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { LocalMailbox } from '@/components/mailbox/local-mailbox'
import { now } from '@/lib/clock'
import { ListLocalMail, listLocalMail } from '@/lib/mail/list-local-mail'
import { onlyOnThisComputer } from './own-computer'

export const metadata: Metadata = { title: 'Local mailbox' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function MailboxPage({ searchParams }: Props) {
  await onlyOnThisComputer()
  const { q, page, watch } = await searchParams
  const query = ListLocalMail.parse({ q: [q].flat()[0], page })
  const mails = await load(listLocalMail, query)
  return <LocalMailbox mails={mails} query={query.q} watching={watch === '1'} now={now()} />
}
