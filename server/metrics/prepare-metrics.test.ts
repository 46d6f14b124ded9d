import { once } from 'node:events'
import { type IncomingMessage, request as ask, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { count, takeCounts } from '@/lib/counters'
import { listen } from '../front/http-server'
import type { Sources, Stored } from './figures'
import { hearWorker } from './hear-worker'
import { isForMetrics } from './is-for-metrics'
import { prepareMetrics } from './prepare-metrics'

const TOKEN = 'a-token-for-these-tests'
const id = '018f4e2a-0a0b-7c0d-8e0f-0123456789ab'
const found: Stored = {
  mail: { queued: 3, maybeSent: 1, oldestSeconds: 42.5 },
  jobs: [
    { name: 'sweep-mail', everySeconds: 3600, lastRanAt: new Date('2026-11-23T09:00:00.000Z'), failing: true },
    { name: 'sweep-files', everySeconds: 3600, lastRanAt: null, failing: false },
  ],
}
const pool = { size: 10, inUse: 4, idle: 2, waiting: 1 }
const sources: Sources = {
  build: { version: '1.2.3', build: 'abcdef' },
  pools: { web: () => pool, worker: () => null },
  disk: async () => ({ size: 2000, free: 500 }),
  stored: async () => found,
}

const servers: Server[] = []
beforeEach(() => void takeCounts())
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))))

type Page = (request: IncomingMessage, response: ServerResponse) => void

/** A server that is watched, with one answer to all that is no question for figures. */
async function open(
  more: Partial<Sources> = {},
  { patience, page = (_, response) => response.end('a page') }: { patience?: number; page?: Page } = {},
) {
  const asked = vi.fn()
  const watching = await prepareMetrics(TOKEN, { ...sources, ...more }, patience)
  const server = await listen(
    0,
    watching.watch(async (request, response) =>
      isForMetrics(request) ? (asked(), watching.metrics(request, response)) : page(request, response),
    ),
    { upgrades: false },
  )
  servers.push(server)
  const { port } = server.address() as AddressInfo
  const send = async (
    path: string,
    { authorization, method = 'GET' }: { authorization?: string; method?: string } = {},
  ) => {
    const sent = ask({
      host: '127.0.0.1',
      port,
      path,
      method,
      headers: authorization ? { authorization } : {},
      agent: false,
    })
    sent.end()
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    return { status: answer.statusCode, headers: answer.headers, text: await text(answer) }
  }
  const scrape = async () => (await send('/api/metrics', { authorization: `Bearer ${TOKEN}` })).text
  return { port, send, scrape, asked, samples: async () => samplesOf(await scrape()) }
}

const samplesOf = (said: string) =>
  new Map(
    said
      .split('\n')
      .flatMap((line) =>
        line && !line.startsWith('#')
          ? [[line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))] as const]
          : [],
      ),
  )

describe('the token', () => {
  it.each([
    ['none', undefined],
    ['another', 'Bearer another-token-than-that'],
    ['its beginning', `Bearer ${TOKEN.slice(0, -1)}`],
    ['more than it', `Bearer ${TOKEN}x`],
    ['two', `Bearer ${TOKEN} ${TOKEN}`],
    ['it alone', TOKEN],
    ['it as a password', `Basic ${Buffer.from(`prometheus:${TOKEN}`).toString('base64')}`],
    ['an empty one', 'Bearer '],
    ['a very long one', `Bearer ${'a'.repeat(10_000)}`],
  ])('is asked for: %s is told one sentence and nothing else', async (_, authorization) => {
    const stored = vi.fn(sources.stored)
    const { send } = await open({ stored })
    const { status, headers, text } = await send('/api/metrics', { authorization })
    expect([status, headers['www-authenticate'], text]).toEqual([
      401,
      'Bearer',
      'Figures are for whoever shows the token of METRICS_TOKEN, as Authorization: Bearer.\n',
    ])
    expect(stored).not.toHaveBeenCalled()
  })

  it('opens the figures in the form of Prometheus, and to HEAD their head', async () => {
    const { send } = await open()
    const authorization = `bearer ${TOKEN}`
    const { status, headers, text } = await send('/api/metrics', { authorization })
    expect([status, headers['content-type'], Number(headers['content-length'])]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
      Buffer.byteLength(text),
    ])
    expect(await send('/api/metrics', { authorization, method: 'HEAD' })).toMatchObject({ status: 200, text: '' })
  })
})

describe('the figures', () => {
  it('keep to the form: each explained once before its samples, its name after the rules', async () => {
    const { scrape } = await open()
    await scrape()
    const said = await scrape()
    const types = [...said.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => ({ name: name!, type }))
    expect(new Set(types.map(({ name }) => name)).size).toBe(types.length)
    const lines = said.split('\n').filter((line) => line && !line.startsWith('#'))
    expect(
      lines.filter(
        (line) =>
          !/^[a-z_][a-z0-9_]*(?:\{[a-z_]+="[^"\\]*"(?:,[a-z_]+="[^"\\]*")*\})? -?(?:[0-9.e+-]+|Nan)$/.test(line),
      ),
    ).toEqual([])
    expect(new Set(lines.map((line) => line.slice(0, line.lastIndexOf(' ')))).size).toBe(lines.length)
    const ours = types.filter(({ name }) => name.startsWith('foyer_'))
    expect(ours.filter(({ name, type }) => (type === 'counter') !== name.endsWith('_total'))).toEqual([])
    expect(ours.length).toBeGreaterThan(15)
  })

  it('say what the sources say', async () => {
    const { samples } = await open()
    expect(
      Object.fromEntries(
        [...(await samples())].filter(([name]) => /^foyer_(?!http|codes|mails_total|sign_ins)/.test(name)),
      ),
    ).toEqual({
      'foyer_build_info{version="1.2.3",build="abcdef"}': 1,
      foyer_database_up: 1,
      'foyer_database_connections{process="web",state="in_use"}': 4,
      'foyer_database_connections{process="web",state="idle"}': 2,
      'foyer_database_connections_max{process="web"}': 10,
      'foyer_database_waiting{process="web"}': 1,
      foyer_disk_free_bytes: 500,
      foyer_disk_size_bytes: 2000,
      'foyer_job_failing{job="sweep-files"}': 0,
      'foyer_job_failing{job="sweep-mail"}': 1,
      'foyer_job_last_success_timestamp_seconds{job="sweep-mail"}': Date.parse('2026-11-23T09:00:00.000Z') / 1000,
      'foyer_job_period_seconds{job="sweep-files"}': 3600,
      'foyer_job_period_seconds{job="sweep-mail"}': 3600,
      'foyer_mails_waiting{state="maybe-sent"}': 1,
      'foyer_mails_waiting{state="queued"}': 3,
      foyer_mails_oldest_waiting_seconds: 42.5,
      foyer_uploads_in_progress: 0,
      foyer_downloads_in_progress: 0,
    })
    expect([...(await samples()).keys()]).toEqual(
      expect.arrayContaining(['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes', 'process_open_fds']),
    )
  })

  it('count what this process and its worker did, and go on where a worker is replaced', async () => {
    const { samples } = await open()
    const worker = hearWorker()
    count('session.started')
    count('passcode.requested', 2)
    for (const beat of [
      {
        counts: [
          ['code.sent', 2],
          ['mail.sent', 3],
        ],
        pool,
      },
      null,
      'nonsense',
      {
        counts: [
          ['mail.sent', 1],
          ['mail.dropped', 1],
          ['mail.unconfirmed', 1],
        ],
        pool: null,
      },
    ])
      worker.hear(beat)
    const all = await samples()
    const codes = ['asked', 'sent', 'verified', 'wrong', 'refused'].map((outcome) =>
      all.get(`foyer_codes_total{outcome="${outcome}"}`),
    )
    const mails = ['sent', 'failed', 'maybe-sent'].map((state) => all.get(`foyer_mails_total{state="${state}"}`))
    expect([all.get('foyer_sign_ins_total'), codes, mails, worker.pool()]).toEqual([
      1,
      [2, 2, 0, 0, 0],
      [4, 1, 1],
      null,
    ])
  })

  it('tell of requests which of a closed list it was and how it ended, and nothing that was in them', async () => {
    const { send, scrape } = await open(
      {},
      { page: ({ url }, response) => response.writeHead(url!.includes('gone') ? 404 : 200).end() },
    )
    for (const path of [
      `/shares/${id}?next=nicole@contoso.example`,
      `/shares/${id}`,
      '/shares/gone',
      `/links/${'s'.repeat(43)}`,
      '/nicole@contoso.example',
    ])
      await send(path)
    const said = await scrape()
    const counts = [...samplesOf(said)].filter(([name]) => name.startsWith('foyer_http_request_duration_seconds_count'))
    expect(Object.fromEntries(counts)).toEqual({
      'foyer_http_request_duration_seconds_count{route="/shares/[resourceId]",status="200"}': 2,
      'foyer_http_request_duration_seconds_count{route="/shares/[resourceId]",status="404"}': 1,
      'foyer_http_request_duration_seconds_count{route="/links/[token]",status="200"}': 1,
      'foyer_http_request_duration_seconds_count{route="other",status="200"}': 1,
    })
    expect(said).not.toMatch(/nicole|contoso|018f4e2a|ssss/)
  })

  it.each([
    ['PUT', '/api/files', 'foyer_uploads_in_progress'],
    ['GET', `/api/files/${id}`, 'foyer_downloads_in_progress'],
    ['GET', `/api/spaces/${id}/zip`, 'foyer_downloads_in_progress'],
  ])('tell of %s %s while it is under way, and of a reader who left', async (method, path, figure) => {
    let begun = () => {}
    const answering = new Promise<void>((resolve) => (begun = resolve))
    const { port, samples } = await open({}, { page: () => begun() })
    const sent = ask({ host: '127.0.0.1', port, path, method, agent: false })
    sent.on('error', () => {})
    sent.end()
    await answering
    expect((await samples()).get(figure)).toBe(1)
    sent.destroy()
    await vi.waitFor(async () => expect((await samples()).get(figure)).toBe(0))
    const counted = [...(await samples()).keys()].filter(
      (name) => name.startsWith('foyer_http_request_duration_seconds_count') && /\/api\/(?:files|spaces)/.test(name),
    )
    expect(counted).toEqual([expect.stringContaining('status="499"')])
  })
})

describe('the database behind the figures', () => {
  it('is asked once for sixty-four that ask at a time', async () => {
    let answer = (_: Stored) => {}
    const stored = vi.fn(() => new Promise<Stored>((resolve) => (answer = resolve)))
    const disk = vi.fn(sources.disk)
    const { scrape, asked } = await open({ stored, disk }, { patience: 60_000 })
    const asking = Array.from({ length: 64 }, scrape)
    await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(64))
    answer(found)
    expect(new Set((await Promise.all(asking)).map((said) => samplesOf(said).get('foyer_database_up')))).toEqual(
      new Set([1]),
    )
    expect([stored.mock.calls.length, disk.mock.calls.length]).toEqual([1, 1])
  })

  it('is not waited for where it does not answer, nor asked anew meanwhile', async () => {
    const stored = vi.fn(() => new Promise<Stored>(() => {}))
    const { samples } = await open({ stored }, { patience: 1 })
    for (let time = 0; time < 5; time++) {
      const all = await samples()
      expect([
        all.get('foyer_database_up'),
        all.get('foyer_disk_free_bytes'),
        [...all.keys()].filter((name) => /^foyer_(?:mails_(?:waiting|oldest)|job_)/.test(name)),
      ]).toEqual([0, 500, []])
    }
    expect(stored).toHaveBeenCalledTimes(1)
  })

  it('may fail, and is asked again', async () => {
    const stored = vi.fn(sources.stored).mockRejectedValueOnce(new Error('It is away.'))
    const { samples } = await open({ stored })
    expect([(await samples()).get('foyer_database_up'), (await samples()).get('foyer_database_up')]).toEqual([0, 1])
  })
})
