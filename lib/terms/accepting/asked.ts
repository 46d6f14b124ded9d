import { signedIn } from '../../access/visibility'
import { getStep } from '../../identity/step-up/get-step'
import type { Caller } from '../../principal'

/** The document that a person is asked to accept now, by the reference of the answer they got, and what for; null: none. */
export async function askedBy(caller: Caller, reference: string) {
  const { control, resourceId, left } = await getStep(signedIn(caller), { reference })
  return control?.startsWith('terms:') ? { documentId: control.slice('terms:'.length), resourceId, left } : null
}
