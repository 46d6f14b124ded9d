/** What a form knows after it was sent. `fields`: a sentence with the remedy for each field that needs another look. */
export type FormState = {
  status: 'idle' | 'done' | 'failed'
  message?: string
  fields?: Record<string, string>
  values?: Record<string, string>
  retryAt?: string
  result?: unknown
}

export type FormAction = (state: FormState, formData: FormData) => Promise<FormState>

export const idle: FormState = { status: 'idle' }
