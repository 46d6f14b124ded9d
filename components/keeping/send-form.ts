'use client'
import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation'
import type { FormAction, FormState } from '../ui/form-state'
import { hindranceOf } from './hindrance'

/** Sends a form to its action and always answers with a state. Throws only where Next.js leads to another page. */
export async function sendForm(action: FormAction, state: FormState, form: FormData): Promise<FormState> {
  try {
    const { values, ...answer } = await action(state, form)
    return { ...answer, sent: values }
  } catch (error) {
    unstable_rethrow(error)
    return hindranceOf(error, { online: navigator.onLine, unrecognized: unstable_isUnrecognizedActionError(error) })
  }
}
