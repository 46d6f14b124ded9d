/** Milliseconds. */
const DRAFT_LIFE = 24 * 60 * 60 * 1000

/** How far another clock may be ahead of ours. Milliseconds. */
const SKEW = 60 * 1000

const PREFIX = 'foyer-draft:'

type Entry = { at: number; sealed: string }

export type Draft = { text: string; at: Date }

/** One field of one form on one page, of one person. */
export type Place = { person: string; field: string }

const keyOf = ({ person, field }: Place) => `${PREFIX}${person}:${field}`

/** Whether this browser can seal: over plain http it can only on its own computer, and there is no draft then. */
export const canSeal = () => typeof crypto !== 'undefined' && crypto.subtle !== undefined

/** Keeps a text, sealed with the person's key (AES-256-GCM, bound to its place). A store that is full or closed keeps none. */
export async function keepDraft(store: Storage, place: Place, draftKey: string, text: string, at = Date.now()) {
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await crypto.subtle.encrypt(
    cipher(place, nonce),
    await importKey(draftKey),
    new TextEncoder().encode(text),
  )
  const entry: Entry = { at, sealed: toBase64(new Uint8Array([...nonce, ...new Uint8Array(sealed)])) }
  try {
    store.setItem(keyOf(place), JSON.stringify(entry))
  } catch {
    store.removeItem(keyOf(place))
  }
}

/** The text that was kept, or null: none, too old, or sealed with another key. */
export async function findDraft(
  store: Storage,
  place: Place,
  draftKey: string,
  now = Date.now(),
): Promise<Draft | null> {
  const entry = readEntry(store.getItem(keyOf(place)))
  if (!entry || isOver(entry, now)) return null
  try {
    const all = fromBase64(entry.sealed)
    const text = await crypto.subtle.decrypt(cipher(place, all.slice(0, 12)), await importKey(draftKey), all.slice(12))
    return { text: new TextDecoder().decode(text), at: new Date(entry.at) }
  } catch {
    return null
  }
}

export const dropDraft = (store: Storage, place: Place) => store.removeItem(keyOf(place))

/** Erases the drafts of everybody else, and the person's own after 24 hours. Null: everybody's. */
export function eraseDrafts(store: Storage, except: string | null, now = Date.now()) {
  for (const key of keysOf(store)) {
    const entry = readEntry(store.getItem(key))
    if (except === null || !key.startsWith(`${PREFIX}${except}:`) || !entry || isOver(entry, now)) store.removeItem(key)
  }
}

const keysOf = (store: Storage) =>
  Array.from({ length: store.length }, (_, at) => store.key(at) ?? '').filter((key) => key.startsWith(PREFIX))

const isOver = ({ at }: Entry, now: number) => now - at > DRAFT_LIFE || at - now > SKEW

function readEntry(stored: string | null): Entry | null {
  try {
    const entry: unknown = JSON.parse(stored ?? 'null')
    return isEntry(entry) ? entry : null
  } catch {
    return null
  }
}

const isEntry = (entry: unknown): entry is Entry =>
  typeof entry === 'object' &&
  entry !== null &&
  'at' in entry &&
  typeof entry.at === 'number' &&
  'sealed' in entry &&
  typeof entry.sealed === 'string'

const cipher = (place: Place, iv: Uint8Array<ArrayBuffer>) => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(keyOf(place)),
})

const importKey = (draftKey: string) =>
  crypto.subtle.importKey('raw', fromBase64(draftKey.replaceAll('-', '+').replaceAll('_', '/')), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ])

// In parts: a function takes only so many arguments at once.
const toBase64 = (bytes: Uint8Array) =>
  btoa(
    Array.from({ length: Math.ceil(bytes.length / 8192) }, (_, part) =>
      String.fromCharCode(...bytes.subarray(part * 8192, (part + 1) * 8192)),
    ).join(''),
  )

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
