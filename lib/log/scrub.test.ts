import { Client } from 'pg'
import { describe, expect, it } from 'vitest'
import { db } from '../db/client'
import { environment, seatCast } from '../db/testing'
import { newToken } from '../secrets'
import { type Fault, faultOf } from './fault'
import { asText } from './lines'
import { scrub, scrubForeign } from './scrub'

const address = 'nicole.wagner@contoso.example'

const line = (error: unknown) =>
  asText({
    level: 'error',
    at: new Date(0),
    part: 'web',
    reference: null,
    message: 'It failed.',
    fault: faultOf(error),
  })

async function thrownBy(work: () => Promise<unknown>) {
  try {
    await work()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown.')
}

describe('a line about an error', () => {
  it('of PostgreSQL holds nothing of the row that it quotes', async () => {
    await seatCast()
    await db().principal.create({ data: { kind: 'guest', address, name: 'Nicole', createdAt: new Date() } })
    const client = new Client(process.env.DATABASE_URL)
    await client.connect()
    const twice = `INSERT INTO "Principal" (id, kind, address, "createdAt") VALUES (gen_random_uuid(), 'guest', $1, now())`
    const errors = [
      await thrownBy(() => client.query(twice, [address])),
      await thrownBy(() => client.query('SELECT $1::uuid', ['Nicole'])),
      await thrownBy(() => client.query(`SELECT $1::"PrincipalKind"`, ['Nicole'])),
    ]
    await client.end()
    expect((errors[0] as { detail: string }).detail).toContain(address)
    for (const error of errors) expect(line(error)).not.toMatch(/nicole|contoso/i)
    expect(line(errors[0])).toMatch(/23505: duplicate key value violates unique constraint "Principal_address_key"/)
  })

  it('of Prisma holds nothing of the call that it shows', async () => {
    await seatCast()
    const guest = { kind: 'guest', address, name: 'Nicole', createdAt: new Date() } as const
    await db().principal.create({ data: guest })
    const wrong = { ...guest, kind: 'Nicole' as 'guest' }
    const errors = [
      await thrownBy(() => db().principal.create({ data: guest })),
      await thrownBy(() => db().principal.create({ data: wrong })),
      await thrownBy(
        () =>
          db()
            .$executeRaw`INSERT INTO "Principal" (id, kind, address, "createdAt") VALUES (gen_random_uuid(), 'guest', ${address}, now())`,
      ),
      await thrownBy(() =>
        db().session.create({
          data: {
            ...environment,
            principalId: 'Nicole',
            tokenHash: new Uint8Array(32),
            startedAt: new Date(),
            expiresAt: new Date(),
          },
        }),
      ),
    ]
    expect(String(errors[1])).toContain(address)
    for (const error of errors) expect(line(error)).not.toMatch(/nicole|contoso/i)
    expect(line(errors[0])).toMatch(/PrismaClientKnownRequestError P2002: .*address/)
  })

  it.each([
    `550 5.1.1 <${address}>: Recipient address rejected: User unknown in virtual mailbox table`,
    `Can't send mail - all recipients were rejected: 550 ${address} unknown`,
    `451 4.7.1 <"nicole wagner"@contoso.example>: try later`,
    `553 orig_to=<nicole%40contoso.example>, relay=mail.contoso.example[203.0.113.9]:25`,
    `550-"Nicole Wagner" has no mailbox\r\n550 here (nicole@xn--contoso-9za.example)`,
  ])('of a mail server holds no address: %s', (said) => {
    expect(line(new Error(said))).not.toMatch(/nicole|wagner|203\.0/i)
  })

  it('is one line, whatever the error says', () => {
    const error = new Error('first\r\nsecond\u2028third\u0000fourth')
    expect(line(error)).not.toMatch(/[\p{Cc}\u2028]/u)
    expect(faultOf(error).message).toBe('first second third fourth')
  })

  it('names class, code, cause and our own places, and of libraries none', () => {
    const error = Object.assign(new TypeError('no', { cause: new RangeError('why') }), { code: 'E_NO' })
    error.stack = `TypeError: no\n    at deed (file://${process.cwd()}/dist/main.js:12:3)\n    at async verb (${process.cwd()}/node_modules/pg/lib/x.js:1:1)\n    at node:internal/timers:1:1\n    at ${process.cwd()}/dist/worker.js:1:2`
    expect(faultOf(error)).toMatchObject({
      class: 'TypeError',
      code: 'E_NO',
      message: 'no',
      at: ['deed (dist/main.js:12:3)', 'dist/worker.js:1:2'],
      cause: { class: 'RangeError', message: 'why' },
    } satisfies Fault | object)
  })

  it('ends though its causes go round, and takes what is no error', () => {
    const error = new Error('round')
    error.cause = error
    expect(line(error).length).toBeLessThan(4096)
    for (const thrown of [undefined, null, address, { address }, Symbol(address), 0n])
      expect(line(thrown)).not.toContain('nicole')
  })
})

describe('what is scrubbed', () => {
  it.each([
    ['an address', `to ${address}, then`, 'to …, then'],
    ['an address within marks', `<${address}>`, '<…>'],
    ['credentials', 'smtps://nicole:pass@mail.example.com:465/', 'smtps://mail.example.com:465/'],
    ['a query', 'GET /sign-in?next=%2Fx&address=a failed', 'GET /sign-in?… failed'],
    ['a token', `at /setup/${newToken()}`, 'at /setup/…'],
    ['a code', 'the code 1234 5678 of', 'the code … of'],
    ['a code without a gap', 'the code 12345678', 'the code …'],
    ['a network address', 'from 203.0.113.7:443 and 2001:db8::7 and ::ffff:203.0.113.7', 'from …:443 and … and …'],
  ])('%s', (_, text, left) => expect(scrub(text)).toBe(left))

  it.each([
    'connect ECONNREFUSED 127.0.0.1:5432 and ::1',
    'Foyer is ready at http://localhost:3000',
    'the job sweep-mail failed at 2026-11-29T09:41:07.312Z after 1500 ms',
    'in node_modules/@prisma/client/runtime of 0190b0a0-0000-7000-8000-000000000001',
    'migration 20261128204124_trail_owner of "Principal_address_key" (23505)',
  ])('but not what is nobody’s: %s', (text) => expect([scrub(text), scrubForeign(text)]).toEqual([text, text]))

  it('what others quote, be it a title or a name', () => {
    expect(scrubForeign("invalid \"Nicole\", 'Budget 2027.xlsx', “Plan” and `address` don't fit")).toBe(
      "invalid \"…\", '…', “…” and `address` don't fit",
    )
  })

  it('of a long text the beginning, up to a word that is whole', () => {
    for (const before of Array.from({ length: 40 }, (_, more) => 970 + more))
      expect(scrubForeign(`${'x '.repeat(before / 2)}${address} ${'y'.repeat(100)}`)).not.toContain('nicole')
  })
})
