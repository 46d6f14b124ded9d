import type { FormState } from '../ui/form-state'
import { FOREIGN } from './hindrance'

const SIGN_IN_HERE = '/sign-in/here'

/** Asks for a code, or shows one, without leaving the page. Throws where Foyer did not answer. */
export async function askHere(_state: FormState, form: FormData): Promise<FormState> {
  const answer = await fetch(SIGN_IN_HERE, { method: 'POST', body: form })
  if (!answer.ok || !answer.headers.get('content-type')?.startsWith('application/json')) throw new Error(FOREIGN)
  return (await answer.json()) as FormState
}
