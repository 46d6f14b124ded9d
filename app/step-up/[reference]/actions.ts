'use server'
import { z } from 'zod'
import { action } from '@/app/_boundary/action'
import { askForPasscode, forgetSession, PASSCODE_PATH } from '@/app/_boundary/sign-in'
import { signedIn } from '@/lib/access/visibility'
import { StatePurpose, statePurpose } from '@/lib/identity/step-up/state-purpose'
import { returnPath } from '@/lib/identity/joining/return-path'
import { acceptTerms as acceptAsked } from '@/lib/terms/accepting/accept-terms'
import { AnswerTerms } from '@/lib/terms/accepting/answer'
import { declineTerms as declineAsked } from '@/lib/terms/accepting/decline-terms'

export const purpose = action(StatePurpose, statePurpose)

export const askForCode = action(
  z.object({ next: z.string().optional() }),
  (caller, { next }) =>
    askForPasscode({ address: signedIn(caller).principal.address, purpose: 'sign-in', returnTo: returnPath(next) }),
  () => PASSCODE_PATH,
)

export const acceptTerms = action(AnswerTerms, acceptAsked)

export const declineTerms = action(AnswerTerms, declineAsked, async ({ declined }) => {
  if (!declined) return
  await forgetSession()
  return '/declined'
})
