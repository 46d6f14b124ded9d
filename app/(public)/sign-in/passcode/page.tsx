import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { currentAttempt } from '@/app/_boundary/sign-in'
import { PasscodeForm } from '@/components/sign-in/passcode-form'
import { requestAnotherCode, verifyCode } from '../actions'

export const metadata: Metadata = { title: 'Enter your code' }

export default async function PasscodePage() {
  const attempt = await currentAttempt()
  // Asking for a code gives a cookie: a browser that shows none may refuse them all.
  if (!attempt) redirect((await cookies()).size > 0 ? '/sign-in' : '/sign-in?cookies=none')
  return <PasscodeForm attempt={attempt} verify={verifyCode} sendAnother={requestAnotherCode} />
}
