const NO_ANSWER = 'There was no answer. Look whether this device is online, and try again.'
const NOT_NOW = 'This can’t be downloaded just now. Try again in a moment.'

/** Asks for the head of what would be downloaded. Resolves to null where it may be, else to the sentence that says why not. */
export async function refusalOf(href: string): Promise<string | null> {
  const answer = await fetch(href, { method: 'HEAD', cache: 'no-store', redirect: 'manual' }).catch(() => null)
  if (!answer) return NO_ANSWER
  return answer.ok ? null : sentenceOf(answer.headers.get('x-foyer-sentence'))
}

function sentenceOf(encoded: string | null) {
  try {
    return decodeURIComponent(encoded ?? '') || NOT_NOW
  } catch {
    return NOT_NOW
  }
}
