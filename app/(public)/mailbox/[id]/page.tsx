import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { LocalMail } from '@/components/mailbox/local-mail'
import { getLocalMail } from '@/lib/mail/get-local-mail'
import { onlyOnThisComputer } from '../own-computer'

export const metadata: Metadata = { title: 'Local mailbox' }

export default async function LocalMailPage({ params }: { params: Promise<{ id: string }> }) {
  await onlyOnThisComputer()
  return <LocalMail mail={await load(getLocalMail, await params)} />
}
