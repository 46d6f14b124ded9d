/** The way on where the form itself is in order. `leaving`: none, somebody else is signed in here now. */
export type WayOn =
  | { by: 'sending' | 'loading' | 'leaving' }
  | { by: 'signing in'; /** Why the session ended; null: it ran out. */ why: string | null }
  | { by: 'page'; href: string }

/** What a form knows after it was sent. `fields`: a sentence with the remedy for each field that needs another look. */
export type FormState = {
  status: 'idle' | 'done' | 'failed'
  message?: string
  fields?: Record<string, string>
  /** What the fields are to show: where the page was made anew around them. */
  values?: Record<string, string>
  /** What was sent, where the fields still hold it themselves. */
  sent?: Record<string, string>
  retryAt?: string
  result?: unknown
  /** It was only asked what the form would do: nothing was sent for good. */
  looked?: boolean
  wayOn?: WayOn
}

export type FormAction = (state: FormState, formData: FormData) => Promise<FormState>

export const idle: FormState = { status: 'idle' }

/** What a form says of itself: whose page it stands on, which one it is there, and that a script sends it ("typed" where something would be lost with the page). */
export const ownFields = { person: 'foyer-person', form: 'foyer-form', script: 'foyer-script' } as const

/** Whether a name is the form's own, or React's, and no field of a person's. */
export const isOwnField = (name: string) => name.startsWith('foyer-') || name.startsWith('$ACTION')
