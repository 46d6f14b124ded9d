'use server'
import { z } from 'zod'
import { action } from '@/app/_boundary/action'
import { askForPasscode, PASSCODE_PATH } from '@/app/_boundary/sign-in'
import { signedIn } from '@/lib/access/visibility'
import { StatePurpose, statePurpose } from '@/lib/identity/step-up/state-purpose'
import { returnPath } from '@/lib/identity/return-path'

export const purpose = action(StatePurpose, statePurpose)

export const askForCode = action(
  z.object({ next: z.string().optional() }),
  (caller, { next }) => askForPasscode({ address: signedIn(caller).principal.address, purpose: 'sign-in', returnTo: returnPath(next) }),
  () => PASSCODE_PATH,
)
