import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SmtpSink } from '../../../e2e/fixtures/smtp-sink'
import { renderMessage } from '../message/render-message'
import { inputs, rowOf } from '../testing'
import { smtp } from './smtp'
import { NotNow, Refused, type Transport } from './transport'

let sink: SmtpSink
let transport: Transport

beforeEach(async () => {
  sink = await SmtpSink.start()
  transport = smtp(sink.url, 8)
})
afterEach(async () => {
  transport.close()
  await sink.stop()
})

const written = (more = {}) => renderMessage(rowOf('access-removed', inputs['access-removed'], more))
const attempt = (milliseconds = 10_000, beforeLastByte = async () => {}) => ({
  signal: AbortSignal.timeout(milliseconds),
  beforeLastByte,
})
const send = async (more = {}) => transport.send(await written(more), attempt())

describe('a mail sent by SMTP', () => {
  it('arrives with both parts and every header it must have', async () => {
    await send({ replyTo: 'megan@woodgrove.example' })
    const [mail] = sink.mails
    expect(mail!.recipients).toEqual(['nicole@contoso.example'])
    expect(mail!.from).toBe('foyer@localhost')
    expect(mail!.replyTo).toBe('megan@woodgrove.example')
    expect(mail!.text).toContain('is no longer shared with you')
    expect(mail!.html).toContain('is no longer shared with you')
    expect(mail!.messageId).toBe('<0190b0a0-0000-7000-8000-000000000001@localhost>')
    expect(new Date(mail!.headers.get('date')!)).toEqual(new Date('2026-11-23T14:14:00.000Z'))
    expect(mail!.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail!.headers.get('x-auto-response-suppress')).toBe('All')
    expect(mail!.headers.has('precedence')).toBe(false)
  })

  it('goes over connections that stay open', async () => {
    for (let n = 0; n < 20; n++) await send()
    expect(sink.mails).toHaveLength(20)
    expect(sink.connections).toBe(1)
  })

  it.each([
    ['the recipient', 'rcpt', 550],
    ['the content', 'data', 554],
  ] as const)('is refused for good when %s is', async (_, at, reply) => {
    sink.fault = (moment) => (moment.at === at ? { reply, text: 'No such mailbox' } : null)
    await expect(send()).rejects.toThrow(Refused)
    await expect(send()).rejects.toThrow(/No such mailbox/)
  })

  it('may be tried again when the server says not now', async () => {
    sink.fault = (moment) => (moment.at === 'rcpt' ? { reply: 451 } : null)
    await expect(send()).rejects.toThrow(NotNow)
  })

  it('is not lost to a server that turns everybody away', async () => {
    sink.fault = (moment) => (moment.at === 'connect' ? { reply: 554 } : null)
    await expect(send()).rejects.not.toBeInstanceOf(Refused)
  })

  it('reaches the server once when the connection drops before the answer', async () => {
    sink.fault = (moment) => (moment.at === 'taken' ? 'cut' : null)
    await expect(send()).rejects.toThrow()
    expect(sink.mails).toHaveLength(1)
    sink.fault = () => null
    await send()
    expect(sink.mails.map(({ messageId }) => messageId)).toEqual(Array(2).fill(sink.mails[0]!.messageId))
  })

  it('is given up when the time is over, and the next finds its way', async () => {
    sink.fault = (moment) => (moment.at === 'data' ? { wait: 60_000 } : null)
    await expect(transport.send(await written(), attempt(100))).rejects.toThrow()
    sink.fault = () => null
    await send()
    expect(sink.mails).toHaveLength(1)
  })

  it('keeps its last byte back until it is its turn', async () => {
    let turn = () => {}
    let asked = false
    const mine = new Promise<void>((resolve) => (turn = resolve))
    const sending = transport.send(
      await written(),
      attempt(10_000, () => ((asked = true), mine)),
    )
    await vi.waitFor(() => expect(asked).toBe(true))
    const other = await written({ recipient: 'omar@fabrikam.example' })
    await transport.send(other, attempt())
    expect(sink.mails.map(({ recipients }) => recipients)).toEqual([['omar@fabrikam.example']])
    turn()
    await sending
    expect(sink.to('nicole@contoso.example')).toHaveLength(1)
  })

  it('does not ask for its turn before the server wants the content', async () => {
    sink.fault = ({ at }) => (at === 'rcpt' ? { reply: 451 } : null)
    let asked = false
    await expect(
      transport.send(
        await written(),
        attempt(10_000, async () => void (asked = true)),
      ),
    ).rejects.toThrow(NotNow)
    expect(asked).toBe(false)
  })

  it('finds the server again after it was away', async () => {
    await send()
    const { port } = sink
    await sink.stop()
    await expect(send()).rejects.not.toBeInstanceOf(Refused)
    sink = await SmtpSink.start(port)
    await send()
    expect(sink.mails).toHaveLength(1)
  })
})

// E6: what people call themselves and their files must stay inside its place.
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.constantFrom(
    '\r\nBcc: eve@evil.example',
    '\nSubject: other\n\nbody',
    '\r\n\r\n--=_part\r\nContent-Type: text/html\r\n\r\n<script>',
    '=?utf-8?Q?a=0D=0ABcc:_eve@evil.example?=',
    '" <eve@evil.example>, "',
    'x\u0000y',
    '\u2028Bcc: eve@evil.example',
    '\u0085Bcc: eve@evil.example',
    '\rX-Eve: 1',
    'a'.repeat(5000),
    '\r\n.\r\nMAIL FROM:<eve@evil.example>\r\n',
    '<img src="https://evil.example/p.gif">',
    '‮gpj.exe',
  ),
)
const hostile = fc.array(nasty, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''))

describe('2,000 hostile names, titles, addresses and organizations', () => {
  it('never become another header, recipient or part', async () => {
    await send()
    const shape = shapeOf(sink.mails[0]!)
    const cases = fc.array(fc.tuple(hostile, hostile, hostile, hostile), { minLength: 8, maxLength: 8 })
    const property = fc.asyncProperty(cases, async (eight) => {
      const before = sink.mails.length
      await Promise.all(eight.map(sendHostile))
      expect(sink.mails.slice(before).map(shapeOf)).toEqual(Array(8).fill(shape))
    })
    await fc.assert(property, { numRuns: 250 })
  })
})

async function sendHostile([name, address, title, organization]: [string, string, string, string]) {
  const input = { sharer: { name, address }, resource: { title, kind: 'file' } }
  const row = rowOf('access-removed', input)
  row.input = JSON.parse(JSON.stringify({ organization: { name: organization, timeZone: 'UTC' }, input }))
  await transport.send(await renderMessage(row), attempt())
}

function shapeOf({ headers, recipients, from, raw, html }: SmtpSink['mails'][number]) {
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type')!)![1]!
  return {
    headers: [...headers.keys()],
    recipients,
    from,
    boundaries: raw.split(boundary).length,
    elements: html.match(/<(a|img|script)\b/g),
  }
}
