import { z } from 'zod'
import { scriptAnswer } from '@/app/_boundary/preview'
import { askForPasscode, signInHere } from '@/app/_boundary/sign-in'
import { Address } from '@/lib/address'
import { PasscodeField } from '@/lib/identity/passcode'

const AskForCode = z.object({ address: Address })
const TypeCode = z.object({ code: PasscodeField })

/**
 * Signs in over a page whose session ran out: mails a code, then takes it. A route and not an action, after which
 * Next.js would make the page anew as a stranger may see it.
 */
export async function POST(request: Request) {
  const form = await request.clone().formData().catch(() => null)
  return form?.has('code')
    ? scriptAnswer(request, TypeCode, (_caller, { code }) => signInHere(code))
    : scriptAnswer(request, AskForCode, (_caller, { address }) => askForPasscode({ address, purpose: 'sign-in' }))
}
