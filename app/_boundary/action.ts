import { redirect, RedirectType } from 'next/navigation'
import { refresh } from 'next/cache'
import { z } from 'zod'
import type { FormState } from '@/components/ui/form-state'
import type { Caller } from '@/lib/principal'
import { Invalid } from '@/lib/errors'
import { signInAgain } from './sign-in-again'
import { currentCaller } from './caller'
import { failForm } from './failures'

/** A path to go to, or a sentence that tells what was done. */
type Then = string | { message: string } | void

type Verb<Input, Result> = (caller: Caller, input: Input) => Promise<Result>

/**
 * A form's door: reads the form by `schema`, asks one verb as the caller of this request, and answers
 * with a state for the form, or goes where `then` says; `then` may also have something to say in the form.
 */
export function action<Schema extends z.ZodType, Result>(
  schema: Schema,
  verb: Verb<z.output<Schema>, Result>,
  then?: (result: Result, input: z.output<Schema>) => Then | Promise<Then>,
) {
  return async (_state: FormState, form: FormData): Promise<FormState> => {
    const caller = await currentCaller()
    let next: Then
    let result: Result
    try {
      const input = parse(schema, form)
      result = await verb(caller, input)
      next = await then?.(result, input)
    } catch (error) {
      if (caller.kind === 'anonymous') await signInAgain(error)
      return { ...(await failForm(error, caller)), values: echo(form) }
    }
    if (typeof next === 'string') redirect(next, RedirectType.push)
    refresh()
    return { status: 'done', result, ...next }
  }
}

/** A form by its schema. Throws `Invalid`, each fault at its field. */
export function parse<Schema extends z.ZodType>(schema: Schema, form: FormData): z.output<Schema> {
  const parsed = schema.safeParse(fromForm(schema, form))
  if (parsed.success) return parsed.data
  throw new Invalid(Object.fromEntries(parsed.error.issues.map((issue) => [issue.path[0] ?? 'form', issue.message])))
}

/** A name the schema wants as a list becomes one; of any other name the last value counts. */
function fromForm(schema: z.ZodType, form: FormData) {
  const lists = schema instanceof z.ZodObject ? Object.keys(schema.shape).filter((key) => isList(schema.shape[key])) : []
  const single = [...form.entries()].filter(([name]) => !name.startsWith('$ACTION') && !lists.includes(name))
  return { ...Object.fromEntries(single), ...Object.fromEntries(lists.map((name) => [name, form.getAll(name)])) }
}

function isList(schema: unknown): boolean {
  if (schema instanceof z.ZodArray) return true
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return isList(schema.unwrap())
  return false
}

/** Codes are not sent back, nor what a device has signed. */
const secrets = new Set(['code', 'recoveryCode', 'response'])

/** What was typed, so that nothing is lost. Files and secrets are not sent back; of a name with several values each has a line. */
export function echo(form: FormData): Record<string, string> {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith('$ACTION') && !secrets.has(name))
  const texts = (name: string) => form.getAll(name).filter((value) => typeof value === 'string')
  return Object.fromEntries(names.filter((name) => texts(name).length > 0).map((name) => [name, texts(name).join('\n')]))
}
