import type { z } from 'zod'
import type { FormState } from '@/components/ui/form-state'
import type { Caller } from '@/lib/principal'
import { echo, isForm, parse } from './action'
import { currentCaller } from './caller'
import { failForm, failFormFull } from './failures'

type FormVerb = (state: FormState, form: FormData) => Promise<FormState>

/** A form with two buttons: `intent` "preview" looks, the other does it. Without JavaScript the form comes back as it was filled in. */
export const lookOr =
  (look: FormVerb, otherwise: FormVerb): FormVerb =>
  async (state, form) =>
    isForm(form) && form.get('intent') === 'preview'
      ? { ...(await look(state, form)), values: echo(form), looked: true }
      : otherwise(state, form)

/** The door of a form that a script sends without anything of the page being made anew: answers with the form's state in JSON. */
export async function scriptAnswer<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  verb: (caller: Caller, input: z.output<Schema>) => Promise<unknown>,
): Promise<Response> {
  return Response.json(await answer(request, schema, verb).catch(failFormFull))
}

async function answer<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  verb: (caller: Caller, input: z.output<Schema>) => Promise<unknown>,
): Promise<FormState> {
  const caller = await currentCaller()
  try {
    const input = parse(schema, await request.formData().catch(() => new FormData()))
    return { status: 'done', result: await verb(caller, input) }
  } catch (error) {
    return failForm(error, caller)
  }
}
