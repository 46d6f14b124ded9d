import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentCaller } from '@/app/_boundary/caller'
import { currentOrganization } from '@/app/_boundary/organization'
import { lastAddress, whySignedOut } from '@/app/_boundary/sign-in'
import { NotSetUp } from '@/components/sign-in/not-set-up'
import { SignInForm } from '@/components/sign-in/sign-in-form'
import { homePath } from '@/lib/identity/joining/home'
import { returnPath } from '@/lib/identity/joining/return-path'
import { requestCode } from './actions'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const caller = await currentCaller()
  const { cookies, ...asked } = await searchParams
  const next = returnPath(asked.next)
  if (caller.kind === 'person') redirect(next ?? homePath(caller.principal))
  const organization = await currentOrganization()
  if (!organization) return <NotSetUp />
  return (
    <SignInForm
      action={requestCode}
      address={await lastAddress()}
      next={next}
      why={await whySignedOut()}
      cookiesRefused={cookies === 'none'}
    />
  )
}
