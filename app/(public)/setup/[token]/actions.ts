'use server'
import { action } from '@/app/_boundary/action'
import { askForPasscode, PASSCODE_PATH } from '@/app/_boundary/sign-in'
import { SetUp } from '@/lib/identity/set-up/find-set-up'

export const requestSetUpCode = action(
  SetUp,
  (_caller, { token, address, organizationName, name }) =>
    askForPasscode({ address, purpose: 'setup', linkToken: token, detail: { organizationName, name } }),
  () => PASSCODE_PATH,
)
