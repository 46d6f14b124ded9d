import type { Metadata } from 'next'
import { findOpenly } from '@/app/_boundary/find'
import { LetInForm } from '@/components/sign-in/let-in-form'
import { NobodyLetIn } from '@/components/sign-in/nobody-let-in'
import { getLetIn } from '@/lib/identity/let-in/get-let-in'
import { letIn } from './actions'

export const metadata: Metadata = { title: 'This was me' }

export default async function LetInPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const link = await findOpenly(getLetIn, { token })
  return link ? <LetInForm action={letIn} token={token} maskedAddress={link.maskedAddress} /> : <NobodyLetIn />
}
