import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentCaller } from '@/app/_boundary/caller'
import { SetUpForm } from '@/components/sign-in/set-up-form'
import { findSetUp } from '@/lib/identity/set-up/find-set-up'
import { requestSetUpCode } from './actions'

export const metadata: Metadata = { title: 'Set up' }

export default async function SetUpPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const setUp = await findSetUp(await currentCaller(), { token })
  if (!setUp) notFound()
  return <SetUpForm action={requestSetUpCode} token={token} />
}
