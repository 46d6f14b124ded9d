import type { Metadata } from 'next'
import { DeclinedPage } from '@/components/step-up/declined-page'

export const metadata: Metadata = { title: 'You declined' }

export default function Declined() {
  return <DeclinedPage />
}
