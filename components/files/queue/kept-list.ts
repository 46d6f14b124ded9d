/** What of a file in the queue outlives the page: enough to know it again, and where it goes on. */
export type KeptFile = { key: string; name: string; path: string; size: number; modified: number; place: string }

/** Milliseconds after which the server has given up what did not arrive. */
const EXPIRES = 3 * 24 * 60 * 60 * 1000

const PREFIX = 'foyer-files:'

/** A list for each person and space: whoever signs in after them in this browser is shown none of it. */
export const listKey = (personId: string, spaceId: string) => `${PREFIX}${personId}:${spaceId}`

export function readKept(list: string): KeptFile[] {
  try {
    const { at, files } = JSON.parse(localStorage.getItem(list) ?? '') as { at: number; files: KeptFile[] }
    return Date.now() - at < EXPIRES ? files : []
  } catch {
    return []
  }
}

/** Keeps the list. A browser that keeps nothing goes on without. */
export function writeKept(list: string, files: KeptFile[]) {
  try {
    if (files.length > 0) localStorage.setItem(list, JSON.stringify({ at: Date.now(), files }))
    else localStorage.removeItem(list)
  } catch {
    // It is full, or off: the files of this page are sent all the same.
  }
}
