import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { RefusedPage } from '@/components/step-up/refused-page'
import { getRefusal } from '@/lib/identity/step-up/get-refusal'

export const metadata: Metadata = { title: 'Not right now' }

export default async function Refused({ params }: { params: Promise<{ reference: string }> }) {
  return <RefusedPage refusal={await load(getRefusal, await params)} />
}
