import type { Metadata } from 'next'
import { answerWith } from '@/app/_boundary/answer-with'
import { currentAttempt, currentLetIns, PASSCODE_PATH } from '@/app/_boundary/sign-in'
import { LetIn } from '@/components/sign-in/let-in'
import { NobodyLetIn } from '@/components/sign-in/nobody-let-in'

export const metadata: Metadata = { title: 'This browser is let in' }

export default async function LetInDonePage() {
  const [newest] = await currentLetIns()
  if (newest) return <LetIn {...newest} wayOn={(await currentAttempt()) ? PASSCODE_PATH : '/sign-in'} />
  await answerWith(404)
  return <NobodyLetIn />
}
