import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Invalid } from '@/lib/errors'
import { action, echo, parse } from './action'

const form = (...fields: [name: string, value: string | Blob][]) => {
  const made = new FormData()
  for (const [name, value] of fields) made.append(name, value)
  return made
}

const faultsOf = (schema: z.ZodType, sent: FormData) => {
  try {
    return void parse(schema, sent)
  } catch (error) {
    if (error instanceof Invalid) return error.fields
    throw error
  }
}

describe('a form that was sent', () => {
  const Schema = z.object({ name: z.string(), who: z.array(z.string()).default([]) })

  it('is read by its schema: every value of a list, of any other name the last', () => {
    expect(
      parse(
        Schema,
        form(['name', 'a'], ['who', '1'], ['name', 'b'], ['who', '2'], ['$ACTION_KEY', 'k'], ['more', 'x']),
      ),
    ).toEqual({ name: 'b', who: ['1', '2'] })
    expect(parse(Schema, form(['name', 'a']))).toEqual({ name: 'a', who: [] })
    expect(
      parse(z.looseObject({ name: z.string() }), form(['name', 'a'], ['__proto__', 'x'], ['constructor', 'y'])),
    ).toMatchObject({ name: 'a', constructor: 'y' })
  })

  it.each(['seen', 'version'])('is read by the name that a field had in the last release: %s', (name) =>
    expect(parse(z.object({ revision: z.string() }), form([name, 'abc']))).toEqual({ revision: 'abc' }),
  )

  it('holds no character that no database keeps', () => expect(parse(Schema, form(['name', 'a\0b'])).name).toBe('ab'))

  it('is refused at the field that is longer than any of ours', () => {
    expect(faultsOf(Schema, form(['name', 'a'.repeat(300_001)]))).toEqual({
      name: 'This is too long: a field takes at most 300,000 characters.',
    })
    expect(parse(Schema, form(['name', 'a'.repeat(300_000)])).name).toHaveLength(300_000)
  })

  it('comes back as it was typed, but for secrets, files and what React says', () => {
    const sent = form(
      ['name', 'a'],
      ['who', '1'],
      ['who', '2'],
      ['code', '12345678'],
      ['recoveryCode', 'x'],
      ['response', 'y'],
      ['$ACTION_1:0', '{}'],
      ['file', new Blob(['bytes'])],
      ['empty', ''],
    )
    expect(echo(sent)).toEqual({ name: 'a', who: '1\n2', empty: '' })
  })

  it('comes back in one pass, however many fields it has', () => {
    let looks = 0
    const sent = form(...Array.from({ length: 2000 }, (_, n) => [`name${n}`, 'a'] as [string, string]))
    const seen = new Proxy(sent, { get: (target, key) => (looks++, Reflect.get(target, key, target)) })
    // Methods of a form ask for their own object.
    for (const name of ['entries', 'keys', 'getAll', Symbol.iterator] as const)
      Object.defineProperty(sent, name, { value: Reflect.get(FormData.prototype, name).bind(sent) })
    expect(Object.keys(echo(seen))).toHaveLength(2000)
    expect(looks).toBeLessThan(10)
  })

  it.each([undefined, null, 'text', { get: 'x' }, []])('is refused in words where it is none: %j', async (sent) => {
    const state = await action(Schema, async () => 'done')({ status: 'idle' }, sent as unknown as FormData)
    expect(state).toEqual({ status: 'failed', message: expect.stringContaining('can’t be read') })
  })
})
