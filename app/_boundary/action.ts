import { redirect, RedirectType } from 'next/navigation'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { type FormState, isOwnField } from '@/components/ui/form-state'
import type { Caller } from '@/lib/principal'
import { Conflict, Invalid } from '@/lib/errors'
import { currentCaller } from './caller'
import { failForm, failFormFull } from './failures'
import { forgetKept, keepTyped, refuseForAnother } from './keep-typed'
import { referring } from './referring'
import { renamedFields } from './renamed-fields'

/** A path to go to, or a sentence that tells what was done. */
type Then = string | { message: string } | void

type Verb<Input, Result> = (caller: Caller, input: Input) => Promise<Result>

/**
 * A form's door: reads the form by `schema`, asks one verb as the caller of this request, and answers
 * with a state for the form, or goes where `then` says; `then` may also have something to say in the form. The page is
 * shown anew once something was done, and where a conflict says so.
 */
export function action<Schema extends z.ZodType, Result>(
  schema: Schema,
  verb: Verb<z.output<Schema>, Result>,
  then?: (result: Result, input: z.output<Schema>) => Then | Promise<Then>,
) {
  const answer = async (form: FormData): Promise<FormState> => {
    const caller = await currentCaller()
    const another = refuseForAnother(caller, form)
    if (another) return another
    let next: Then
    let result: Result
    try {
      const input = parse(schema, form)
      result = await verb(caller, input)
      next = await then?.(result, input)
    } catch (error) {
      if (error instanceof Conflict && error.showAnew) refresh()
      const kept =
        (await keepTyped(error, caller, { form, values: () => echo(form) })) ?? (await failForm(error, caller))
      return { ...kept, values: echo(form) }
    }
    await forgetKept(caller)
    if (typeof next === 'string') redirect(next, RedirectType.push)
    refresh()
    return { status: 'done', result, ...next }
  }
  return async (_state: FormState, form: FormData): Promise<FormState> =>
    isForm(form)
      ? referring(() => answer(form).catch((error: unknown) => ({ ...failFormFull(error), values: echo(form) })))
      : unreadable
}

/** A form by its schema. Throws `Invalid`, each fault at its field. */
export function parse<Schema extends z.ZodType>(schema: Schema, form: FormData): z.output<Schema> {
  const long = [...form].filter(([, value]) => typeof value === 'string' && value.length > LONGEST)
  if (long.length > 0) throw new Invalid('form.too-long', Object.fromEntries(long.map(([name]) => [name, tooLong])))
  const parsed = schema.safeParse(fromForm(schema, form))
  if (parsed.success) return parsed.data
  throw new Invalid(
    'form.invalid',
    Object.fromEntries(parsed.error.issues.map((issue) => [issue.path[0] ?? 'form', issue.message])),
  )
}

/** Characters of one field; a thousand addresses, or the longest page, are fewer. */
const LONGEST = 300_000

const tooLong = `This is too long: a field takes at most ${LONGEST.toLocaleString('en-US')} characters.`

/** A name the schema wants as a list becomes one; of any other name the last value counts. */
function fromForm(schema: z.ZodType, form: FormData) {
  const names =
    schema instanceof z.ZodObject ? Object.keys(schema.shape).filter((key) => isList(schema.shape[key])) : []
  const lists = new Map<string, FormDataEntryValue[]>(names.map((name) => [name, []]))
  const single = new Map<string, FormDataEntryValue>()
  for (const [called, sent] of form) {
    const name = renamedFields.get(called) ?? called
    // A character that no database keeps, and no keyboard has.
    const value = typeof sent === 'string' ? sent.replaceAll('\0', '') : sent
    const list = lists.get(name)
    if (list) list.push(value)
    else if (!isOwnField(name)) single.set(name, value)
  }
  return Object.fromEntries<unknown>([...single, ...lists])
}

function isList(schema: unknown): boolean {
  if (schema instanceof z.ZodArray) return true
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return isList(schema.unwrap())
  return false
}

/** Whether an action was handed a form: what calls it may come from elsewhere than our pages. */
export const isForm = (form: unknown): form is FormData => form instanceof FormData

const unreadable: FormState = {
  status: 'failed',
  message: 'This form can’t be read, so nothing was done. Load the page again, then send it once more.',
}

/** Codes are not sent back, nor what a device has signed. */
const secrets = new Set(['code', 'recoveryCode', 'response'])

/** What was typed, so that nothing is lost. Files and secrets are not sent back; of a name with several values each has a line. */
export function echo(form: FormData): Record<string, string> {
  const values = new Map<string, string[]>()
  for (const [name, value] of form) {
    if (typeof value !== 'string' || isOwnField(name) || secrets.has(name)) continue
    const texts = values.get(name)
    if (texts) texts.push(value)
    else values.set(name, [value])
  }
  return Object.fromEntries([...values].map(([name, texts]) => [name, texts.join('\n')]))
}
