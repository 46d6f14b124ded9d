import { z } from 'zod'
import { scriptAnswer } from '@/app/_boundary/preview'
import { askForPasscode, signInHere } from '@/app/_boundary/sign-in'
import { Address } from '@/lib/address'

const Step = z.object({ code: z.string() }).or(z.object({ address: Address }))

/**
 * Signs in over a page whose session ran out: mails a code, then takes it. A route and not an action, after which
 * Next.js would make the page anew as a stranger may see it.
 */
export const POST = (request: Request) =>
  scriptAnswer(request, Step, (_caller, step) => ('code' in step ? signInHere(step.code) : askForPasscode({ address: step.address, purpose: 'sign-in' })))
