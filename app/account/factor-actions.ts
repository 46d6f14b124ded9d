'use server'
import { z } from 'zod'
import { action } from '@/app/_boundary/action'
import { askForPasscode, PASSCODE_PATH, renewSession } from '@/app/_boundary/sign-in'
import { signedIn } from '@/lib/access/visibility'
import {
  type Added,
  beginApp as begin,
  ConfirmApp,
  confirmApp as confirm,
  ShowApp,
  showApp as show,
} from '@/lib/identity/factors/authenticator-app'
import { RemoveFactor, removeFactor, RenameFactor, renameFactor } from '@/lib/identity/factors/manage-factors'
import {
  AddPasskey,
  addPasskey as add,
  askForPasskey as ask,
  beginPasskey as beginKey,
  ShowPasskey,
  showPasskey as showKey,
} from '@/lib/identity/factors/passkeys'
import {
  renewRecoveryCodes,
  UseRecoveryCode,
  useRecoveryCode as spendCode,
} from '@/lib/identity/factors/recovery-codes'
import { stepPath } from '@/lib/identity/joining/step-path'

const nothing = z.object({})
const next = z.object({ next: z.string().default('') })

/** The new token goes to the browser alone, never into what a form answers. */
const renewed = async <Result extends { sessionToken: string }>(result: Promise<Result>) => {
  const { sessionToken, ...rest } = await result
  await renewSession({ sessionToken })
  return rest
}

/** Whoever has no recovery code yet is led there before going on. */
const onward = ({ needsCodes }: Pick<Added, 'needsCodes'>, { next }: { next: string }) =>
  needsCodes
    ? `/account/recovery-codes${next ? `?next=${encodeURIComponent(next)}` : ''}`
    : next
      ? stepPath(next)
      : { message: 'Added.' }

export const beginApp = action(nothing, begin)
export const confirmApp = action(
  ConfirmApp.extend(next.shape),
  (caller, input) => renewed(confirm(caller, input)),
  onward,
)
export const showApp = action(ShowApp, (caller, input) => renewed(show(caller, input)))
export const useRecoveryCode = action(UseRecoveryCode, (caller, input) => renewed(spendCode(caller, input)))
export const beginPasskey = action(nothing, beginKey)
export const addPasskey = action(AddPasskey.extend(next.shape), (caller, input) => renewed(add(caller, input)), onward)
export const askForPasskey = action(nothing, ask)
export const showPasskey = action(ShowPasskey, (caller, input) => renewed(showKey(caller, input)))
export const renewCodes = action(nothing, renewRecoveryCodes)
export const renameMethod = action(RenameFactor, renameFactor, () => ({ message: 'Renamed.' }))
export const removeMethod = action(RemoveFactor, removeFactor, () => ({ message: 'Removed.' }))

/** A mailed code inside the session: for what asks for a fresh one, and for the very resource where one is meant. */
export const askForStepCode = action(
  z.object({ next: z.string().default(''), resourceId: z.uuid().or(z.literal('')).default('') }),
  (caller, input) => {
    const { principal, session } = signedIn(caller)
    return askForPasscode({
      address: principal.address,
      purpose: 'step-up',
      returnTo: input.next ? stepPath(input.next) : '/account',
      detail: { sessionId: session.id, resourceId: input.resourceId || null },
    })
  },
  () => PASSCODE_PATH,
)
