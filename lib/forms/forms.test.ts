import { expect, it } from 'vitest'
import { z } from 'zod'
import { mailDomains, readMailDomains } from './mail-domains'
import { people } from './people'
import { readFields } from './read-fields'
import { resources } from './resources'
import { wholeNumber, wholeNumberOrNone } from './whole-number'

const sentence = async (schema: z.ZodType, typed: unknown) =>
  (await schema.safeParseAsync(typed)).error?.issues.map(({ message }) => message).join('\n')

const ids = [1, 2, 3].map((n) => `018f3c1e-0000-7000-8000-00000000000${n}`) as [string, string, string]

it('mail domains are read each once, as they stand, whatever separates them and with an @ before each or none', () => {
  expect(readMailDomains(' @Contoso.example, bücher.example;bücher.example\n@contoso.example *.example', 5)).toEqual({
    domains: ['contoso.example', 'xn--bcher-kva.example'],
    wrong: ['*.example'],
    tooMany: null,
  })
  expect(readMailDomains('a.example b.example a.example', 1)).toEqual({ domains: [], wrong: [], tooMany: 2 })
})

it('a field of mail domains says at most five that are none, and how many more there are', async () => {
  const field = mailDomains({
    most: 7,
    tooMany: (count) => `${count} are too many.`,
    malformed: (typed) => `${typed}!`,
  })
  expect(field.parse('b.example a.example')).toEqual(['b.example', 'a.example'])
  expect(await sentence(field, 'a b c.example d e')).toBe('a!\nb!\nd!\ne!')
  expect(await sentence(field, 'a b c d e f g')).toBe('a!\nb!\nc!\nd!\ne!\n2 more need another look too.')
  expect(await sentence(field, 'a b c d e f g h')).toBe('8 are too many.')
})

it.each([
  ['1', 1],
  [' 10 ', 10],
  ['', null],
  ['0', null],
  ['11', null],
  ['1.5', null],
  ['ten', null],
  ['-1', null],
  ['Infinity', null],
])('a whole number from 1 to 10: %j', async (typed, number) => {
  const field = wholeNumber(1, 10, 'Enter one.')
  expect((await field.safeParseAsync(typed)).data ?? null).toBe(number)
  expect(await sentence(field, typed)).toBe(number === null ? 'Enter one.' : undefined)
  expect(await sentence(wholeNumberOrNone(1, 10, 'Or none.'), typed)).toBe(
    number === null && typed !== '' ? 'Or none.' : undefined,
  )
})

it('people are named by address, each once, and looked up only where there is one', async () => {
  const asked: string[][] = []
  const field = people({
    most: 3,
    tooMany: (count) => `${count} are too many.`,
    find: (addresses) => {
      asked.push(addresses)
      return Promise.resolve([
        { id: 'a', address: 'nicole@contoso.example' },
        { id: 'b', address: 'omar@fabrikam.example' },
      ])
    },
    problemOf: ({ line }, person) => (person ? null : `${line}: nobody.`),
  })
  expect(await field.parseAsync('Omar <Omar@fabrikam.example>; nicole@contoso.example\nomar@fabrikam.example')).toEqual(
    ['b', 'a'],
  )
  expect(asked).toEqual([['omar@fabrikam.example', 'nicole@contoso.example']])
  expect(await field.parseAsync(' \n')).toEqual([])
  expect(await sentence(field, 'x@y.example, nonsense')).toBe('x@y.example: nobody.\nnonsense: nobody.')
  expect(await sentence(field, 'a@b.example b@b.example c@b.example d@b.example')).toBe('4 are too many.')
  expect(asked).toHaveLength(2)
})

it('resources are named by title, or by an id wherever an address or brackets hold it', async () => {
  const asked: unknown[] = []
  const rows = [
    { id: ids[0], title: 'Plan, for Q3', deletedAt: null },
    { id: ids[1], title: `Report ${ids[0]} of March`, deletedAt: null },
    { id: ids[2], title: 'Gone', deletedAt: new Date(0) },
    { id: 'c', title: 'Twice', deletedAt: null },
    { id: 'd', title: 'Twice', deletedAt: null },
  ]
  const field = resources({
    most: 6,
    tooMany: (count) => `${count} are too many.`,
    find: (wanted, titles) => {
      asked.push(wanted, titles)
      return Promise.resolve(rows.filter(({ id, title }) => wanted.includes(id) || titles.includes(title)))
    },
    unknown: (line, byId) => `${line}: no such ${byId ? 'id' : 'title'}.`,
    several: (line, count) => `${line}: ${count}.`,
  })
  const addresses = [
    ids[0],
    `https://share.woodgrove.example/shares/${ids[0].toUpperCase()}?page=2`,
    `/shares/${ids[0]}/access/${ids[1]}`,
    `Deleted: Plan (${ids[0]})`,
  ]
  for (const line of addresses) expect([line, await field.parseAsync(line)]).toEqual([line, [ids[0]]])
  expect(await field.parseAsync(`${rows[1]!.title}\r\nPlan, for Q3\n\n/shares/${ids[0]}`)).toEqual([ids[1], ids[0]])
  expect(asked.slice(-2)).toEqual([[ids[0]], [rows[1]!.title, 'Plan, for Q3']])
  expect(await sentence(field, `Twice\nNever\n/shares/${ids[0].replace('1', '9')}`)).toBe(
    `Twice: 2.\nNever: no such title.\n/shares/${ids[0].replace('1', '9')}: no such id.`,
  )
  expect(await field.parseAsync(`/shares/${ids[2]}`)).toEqual([ids[2]])
  expect(await sentence(field, `/shares/${ids[2]}\nGone`)).toBe('Gone: no such title.')
  expect(await sentence(field, 'a\nb\nc\nd\ne\nf\ng')).toBe('7 are too many.')
})

it('fields are read one after the other, and whatever can be read is there beside the faults of the rest', async () => {
  const order: string[] = []
  const slow = (name: string) =>
    z.string().transform(async (typed, context) => {
      order.push(`${name} begins`)
      await Promise.resolve()
      order.push(`${name} ends`)
      if (typed === 'wrong') context.addIssue(`${name} is wrong.`)
      return typed
    })
  expect(
    await readFields(
      { first: 'right', second: 'wrong', third: 'wrong', fourth: 'right' },
      { first: slow('First'), second: slow('Second'), third: false, fourth: slow('Fourth') },
    ),
  ).toEqual({ read: { first: 'right', fourth: 'right' }, faults: { second: 'Second is wrong.' } })
  expect(order).toEqual(['First begins', 'First ends', 'Second begins', 'Second ends', 'Fourth begins', 'Fourth ends'])
})
