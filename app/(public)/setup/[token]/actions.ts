'use server'
import { action } from '@/app/_boundary/action'
import { askForPasscode, PASSCODE_PATH } from '@/app/_boundary/sign-in'
import { SetUp } from '@/lib/identity/find-set-up'

export const requestSetUpCode = action(
  SetUp,
  (_caller, { token, address, organizationName }) => askForPasscode({ address, purpose: 'setup', linkToken: token, detail: { organizationName } }),
  () => PASSCODE_PATH,
)
