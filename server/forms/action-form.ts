import { isPlain, readArguments } from './arguments'
import type { Part } from './multipart'

/** The ids that forms may carry, and what the build calls each; null in development, where actions are made as they are asked for. */
export type KnownActions = ReadonlyMap<string, string> | null

export type Fault = 'unreadable' | 'unknown action'

/** What is wrong with a form that a script sends to an action: its arguments in field 0, the form's fields under the number that these name. */
export function faultOfCall(parts: Part[], action: string, known: KnownActions): Fault | null {
  if (known && !known.has(action)) return 'unknown action'
  const [args, ...more] = named(parts, '0')
  const form = args && more.length === 0 ? formIn(args) : null
  const ours = form !== null && parts.every(({ name }) => name === '0' || name.startsWith(`_${form}_`))
  return ours ? null : 'unreadable'
}

/** The number of the form in `[state, "$K1"]`, or null: our actions take the last state and a form, or a form alone. */
function formIn({ value }: Part): string | null {
  const args = readArguments(value) ?? []
  const last = args.at(-1)
  const [, form = null] = typeof last === 'string' ? (/^\$K([0-9a-f]{1,6})$/.exec(last) ?? []) : []
  return args.length === 1 || (args.length === 2 && isPlain(args[0], args, '0')) ? form : null
}

/** What is wrong with a form that a browser without script sends to an action; its hidden fields say which. */
export function faultOfPost(parts: Part[], known: KnownActions): Fault | null {
  const said = parts.filter(({ name }) => name.startsWith('$ACTION_'))
  const [ids, refs] = [rest(said, '$ACTION_ID_'), rest(said, '$ACTION_REF_')]
  const ours = [
    '$ACTION_KEY',
    ...ids.map((id) => `$ACTION_ID_${id}`),
    ...refs.flatMap((ref) => [`$ACTION_REF_${ref}`, `$ACTION_${ref}:0`, `$ACTION_${ref}:1`]),
  ]
  const bound = refs.slice(0, MOST_REFERENCES).map((ref) => actionOf(said, ref))
  const readable =
    ids.length + refs.length > 0 &&
    ids.length <= 1 &&
    refs.length <= MOST_REFERENCES &&
    new Set(refs).size === refs.length &&
    said.every(({ name, file }) => !file && ours.includes(name))
  if (!readable || bound.includes(null)) return 'unreadable'
  return known && [...ids, ...bound].some((id) => !known.has(id!)) ? 'unknown action' : null
}

/** One of the form, and one of the button that was pressed. */
const MOST_REFERENCES = 2

const named = (parts: Part[], name: string) => parts.filter((part) => part.name === name)

const rest = (parts: Part[], start: string) =>
  parts.flatMap(({ name }) => (name.startsWith(start) ? name.slice(start.length) : []))

/** The id of the action behind a reference whose one bound argument is the form's last state; null where it is not so. */
function actionOf(parts: Part[], ref: string): string | null {
  const [[action, ...actions], [state, ...states]] = [
    named(parts, `$ACTION_${ref}:0`),
    named(parts, `$ACTION_${ref}:1`),
  ]
  if (!/^\d{1,4}$/.test(ref) || !action || !state || actions.length + states.length > 0) return null
  const [, id = null] =
    /^\{"id":"([0-9a-f]{42})","bound":"\$@1"\}$/.exec(action.value.subarray(0, 100).toString()) ?? []
  const args = readArguments(state.value) ?? []
  return args.length === 1 && isPlain(args[0], args, '1') ? id : null
}
