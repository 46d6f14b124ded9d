import { isModest } from './json-size'

// What React writes for a text that begins with "$": the text itself, a time, a number, or nothing. Promises, functions,
// streams and files are in no state of ours.
const plain = /^(?!\$)|^\$(?:\$|D|undefined$|NaN$|-?Infinity$|-0$|n-?\d{1,300}$)/

/** The arguments in a field, as parsed JSON; null where they can't be read. */
export function readArguments(json: Buffer): unknown[] | null {
  try {
    const args: unknown = isModest(json) ? JSON.parse(json.toString()) : null
    return Array.isArray(args) ? args : null
  } catch {
    return null
  }
}

/**
 * Whether one of `args` holds nothing but what can be written down. `field` is the number of the field that they came
 * in: a thing that stands in them twice is written once, then as "$0:0:result:first".
 */
export function isPlain(value: unknown, args: unknown[], field: string): boolean {
  if (typeof value === 'string') return plain.test(value) || isPlace(value, args, field)
  // No deeper than `isModest` lets it be.
  return typeof value !== 'object' || value === null || Object.values(value).every((one) => isPlain(one, args, field))
}

/** Whether a text names a thing that there is. */
function isPlace(text: string, args: unknown[], field: string) {
  const [first, ...keys] = text.slice(1).split(':', 20)
  let thing: unknown = args
  for (const key of keys)
    thing = isThing(thing) && Object.hasOwn(thing, key) ? (thing as Record<string, unknown>)[key] : null
  return first === field && keys.length > 0 && isThing(thing)
}

const isThing = (value: unknown) => typeof value === 'object' && value !== null
