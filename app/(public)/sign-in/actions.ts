'use server'
import { z } from 'zod'
import { action } from '@/app/_boundary/action'
import { askForAnotherPasscode, askForPasscode, PASSCODE_PATH, signInWithPasscode } from '@/app/_boundary/sign-in'
import { Address } from '@/lib/address'
import { PasscodeField } from '@/lib/identity/passcodes/passcode'
import { homePath } from '@/lib/identity/joining/home'
import { returnPath } from '@/lib/identity/joining/return-path'

const RequestCode = z.object({ address: Address, next: z.string().optional() })
const VerifyCode = z.object({ code: PasscodeField })

export const requestCode = action(
  RequestCode,
  async (caller, { address, next }) => {
    const returnTo = returnPath(next)
    if (caller.kind === 'person' && caller.principal.address === address) return returnTo ?? homePath(caller.principal)
    await askForPasscode({ address, purpose: 'sign-in', returnTo })
    return PASSCODE_PATH
  },
  (path) => path,
)
export const requestAnotherCode = action(
  z.object({}),
  () => askForAnotherPasscode(),
  (path) => path ?? undefined,
)
export const verifyCode = action(
  VerifyCode,
  (_caller, { code }) => signInWithPasscode(code),
  (path) => path,
)
