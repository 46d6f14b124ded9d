import type { KnownActions } from './action-form'
import type { Part } from './multipart'

const ID = /[0-9a-f]{42}/

/** Bytes within which an id stands, in the value of a bound action as in the head of an unbound one. */
const NEAR = 200

/** Writes what the build calls each action over what the last release called it. In place: every id is as long as any other. */
export function renewActions(parts: readonly Part[], known: NonNullable<KnownActions>) {
  for (const { name, head, value } of parts) {
    if (/^\$ACTION_\d{1,4}:0$/.test(name)) renew(value, known)
    else if (name.startsWith('$ACTION_ID_')) renew(head, known)
  }
}

function renew(bytes: Buffer, known: NonNullable<KnownActions>) {
  const found = ID.exec(bytes.subarray(0, NEAR).toString('latin1'))
  const today = found && known.get(found[0])
  if (today) bytes.write(today, found.index, 'latin1')
}
