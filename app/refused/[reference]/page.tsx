import type { Metadata } from 'next'
import { answerWith } from '@/app/_boundary/answer-with'
import { load } from '@/app/_boundary/load'
import { RefusedPage } from '@/components/step-up/refused-page'
import { getRefusal } from '@/lib/identity/step-up/get-refusal'
import { ask } from './actions'

export const metadata: Metadata = { title: 'Not right now' }

export default async function Refused({ params }: { params: Promise<{ reference: string }> }) {
  const refusal = await load(getRefusal, await params)
  await answerWith(403)
  return <RefusedPage refusal={refusal} ask={ask} />
}
