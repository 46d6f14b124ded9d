import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentAttempt } from '@/app/_boundary/sign-in'
import { PasscodeForm } from '@/components/sign-in/passcode-form'
import { requestAnotherCode, verifyCode } from '../actions'

export const metadata: Metadata = { title: 'Enter your code' }

export default async function PasscodePage() {
  const attempt = await currentAttempt()
  if (!attempt) redirect('/sign-in')
  return <PasscodeForm attempt={attempt} verify={verifyCode} sendAnother={requestAnotherCode} />
}
