/** What this browser keeps of a site; null where it keeps nothing: with cookies blocked, to ask is an error. */
export function browserStore(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}

/** A channel between the tabs of this browser; null where it allows none. */
export function openChannel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name)
  } catch {
    return null
  }
}
