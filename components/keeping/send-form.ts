'use client'
import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation'
import type { FormAction, FormState } from '../ui/form-state'
import { hindranceOf } from './hindrance'
import { tellChanged } from './session-news'

/** Sends a form to its action and always answers with a state; what was done other tabs hear of. Throws only where Next.js leads to another page. */
export async function sendForm(action: FormAction, state: FormState, form: FormData): Promise<FormState> {
  try {
    const { values, ...answer } = await action(state, form)
    if (answer.status === 'done' && !answer.looked) tellChanged()
    return { ...answer, sent: values }
  } catch (error) {
    rethrow(error)
    return hindranceOf(error, { online: navigator.onLine, unrecognized: unstable_isUnrecognizedActionError(error) })
  }
}

/** Throws what is Next.js’s own: it leads to the page that says what was done. */
function rethrow(error: unknown) {
  try {
    unstable_rethrow(error)
  } catch (leading) {
    tellChanged()
    throw leading
  }
}
