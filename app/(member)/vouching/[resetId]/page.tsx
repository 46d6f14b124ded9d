import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { Vouching } from '@/components/factors/vouching'
import { getReset } from '@/lib/identity/factors/resets/get-reset'
import { answer } from './actions'

export const metadata: Metadata = { title: 'Do you vouch for them?' }

export default async function VouchingPage({ params }: { params: Promise<{ resetId: string }> }) {
  return <Vouching reset={await load(getReset, await params)} answer={answer} />
}
