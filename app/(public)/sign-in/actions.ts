'use server'
import { z } from 'zod'
import { action } from '@/app/_boundary/action'
import { askForAnotherPasscode, askForPasscode, PASSCODE_PATH, signInWithPasscode } from '@/app/_boundary/sign-in'
import { Address } from '@/lib/address'
import { returnPath } from '@/lib/identity/return-path'

const RequestCode = z.object({ address: Address, next: z.string().optional() })
const VerifyCode = z.object({ code: z.string('Enter the code from the mail.') })

export const requestCode = action(
  RequestCode,
  (_caller, { address, next }) => askForPasscode({ address, purpose: 'sign-in', returnTo: returnPath(next) }),
  () => PASSCODE_PATH,
)
export const requestAnotherCode = action(z.object({}), () => askForAnotherPasscode())
export const verifyCode = action(VerifyCode, (_caller, { code }) => signInWithPasscode(code), (path) => path)
