import { z } from 'zod'
import { scriptAnswer } from '@/app/_boundary/preview'
import { askForAnotherPasscode, askForPasscode, currentAttempt, signInHere } from '@/app/_boundary/sign-in'
import { Address } from '@/lib/address'
import { PasscodeField } from '@/lib/identity/passcodes/passcode'

const AskForCode = z.object({ address: Address })
const AskAgain = z.object({ again: z.literal('on') })
const TypeCode = z.object({ code: PasscodeField })

/**
 * Signs in over a page whose session ran out: mails a code, or another one, then takes it. A route and not an action,
 * after which Next.js would make the page anew as a stranger may see it.
 */
export async function POST(request: Request) {
  const form = await request
    .clone()
    .formData()
    .catch(() => null)
  if (form?.has('code')) return scriptAnswer(request, TypeCode, (_caller, { code }) => signInHere(code))
  if (form?.has('again')) return scriptAnswer(request, AskAgain, () => askForAnotherPasscode().then(wait))
  return scriptAnswer(request, AskForCode, (_caller, { address }) =>
    askForPasscode({ address, purpose: 'sign-in' }).then(wait),
  )
}

/** Until when the next code has to be waited for, in seconds. */
const wait = async () => ({ secondsToNextCode: (await currentAttempt())?.secondsToNextCode ?? 0 })
