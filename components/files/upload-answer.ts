/** What an answer to an upload means that did not take the file: Foyer’s own sentence, or whatever stands in front of it. */
export function uploadAnswer(status: number, text: string): string {
  const answer = parsed(text)
  if (typeof answer === 'object' && answer !== null && 'error' in answer && typeof answer.error === 'string')
    return answer.error
  if (status === 413)
    return 'This file is too large for a proxy in front of Foyer. Share a link to it instead, or tell whoever runs Foyer.'
  if (status === 401 || status === 403) return 'Sign in again, in another tab if you like, then try again.'
  if (status >= 502 && status <= 504) return 'Foyer is not reachable just now. Try again in a moment.'
  return `Something else answered in place of Foyer (status ${status}). Try again in a moment.`
}

/** What a text says as JSON, or null. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
