import { headers } from 'next/headers'
import type { Caller } from '@/lib/principal'
import { currentCaller } from './caller'
import { failPage, failPageFull } from './failures'
import { referring } from './referring'

/** A page's door: one verb, asked as the caller of this request. A refusal never returns. */
export const load = <Input, View>(verb: (caller: Caller, input: Input) => Promise<View>, input: Input): Promise<View> =>
  referring(() => ask(verb, input).catch(failPageFull))

async function ask<Input, View>(verb: (caller: Caller, input: Input) => Promise<View>, input: Input): Promise<View> {
  const caller = await currentCaller()
  try {
    return await verb(caller, input)
  } catch (error) {
    return failPage(error, caller, (await headers()).get('x-foyer-path') ?? '/')
  }
}
