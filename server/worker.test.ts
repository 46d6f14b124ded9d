import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SmtpSink } from '@/e2e/fixtures/smtp-sink'
import { now } from '@/lib/clock'
import { db } from '@/lib/db/client'
import { queue } from '@/lib/mail/testing'

const nicole = 'nicole@contoso.example'
let sink: SmtpSink
const workers: ChildProcess[] = []

beforeEach(async () => {
  sink = await SmtpSink.start()
  await db().mail.deleteMany()
})
afterEach(async () => {
  for (const worker of workers.splice(0)) worker.kill('SIGKILL')
  await sink.stop()
})

/** A worker as the server would fork it, once it beats. */
async function startWorker() {
  const worker = fork('server/worker.ts', {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, SMTP_URL: sink.url, MAIL_FROM: 'Foyer <foyer@woodgrove.example>' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  workers.push(worker)
  const complaints: string[] = []
  worker.stderr!.on('data', (chunk: Buffer) => complaints.push(chunk.toString()))
  const beats: number[] = []
  worker.on('message', (message: { type: string }) => message.type === 'beat' && beats.push(performance.now()))
  await vi.waitFor(() => expect(beats.length, complaints.join('')).toBeGreaterThan(0))
  return { worker, beats, complaints }
}

const sweeps = readdirSync('lib', { recursive: true, encoding: 'utf8' })
  .filter((file) => /sweep-[a-z]+\.ts$/.test(file))
  .map((file) => path.basename(file, '.ts'))

const ended = async (worker: ChildProcess) =>
  (worker.exitCode === null && worker.signalCode === null ? await once(worker, 'exit') : []) && worker.exitCode

describe('the worker process', () => {
  it('beats every second, delivers mail and runs every sweep there is', async () => {
    const { beats, complaints } = await startWorker()
    await queue()
    await sink.waitFor(nicole)
    await vi.waitFor(() => expect(beats.length).toBeGreaterThan(2))
    const ran = async () => (await db().job.findMany({ where: { lastRanAt: { not: null } } })).map(({ name }) => name)
    await vi.waitFor(async () => expect(await ran()).toEqual(expect.arrayContaining(sweeps)))
    expect(complaints).toEqual([])
  })

  it('finishes what is in hand when it is told to end', async () => {
    const { worker } = await startWorker()
    sink.fault = ({ at }) => (at === 'taken' ? { wait: 1000 } : null)
    await queue()
    await sink.waitFor(nicole)
    worker.kill('SIGTERM')
    expect(await ended(worker)).toBe(0)
    expect(await db().mail.count({ where: { sentAt: { not: null } } })).toBe(1)
  })

  it('ends though a mail hangs, and gives it back', async () => {
    const { worker } = await startWorker()
    sink.fault = ({ at }) => (at === 'data' ? { wait: 600_000 } : null)
    await queue()
    await vi.waitFor(async () => expect(await db().mail.count({ where: { attempts: 1 } })).toBe(1))
    worker.kill('SIGTERM')
    expect(await ended(worker)).toBe(0)
    expect((await db().mail.findFirstOrThrow()).lastError).toContain('Foyer stopped before the mail server answered.')
  })

  it('ends when its server is gone', async () => {
    const { worker } = await startWorker()
    worker.disconnect()
    expect(await ended(worker)).toBe(0)
  })

  it('leaves Ctrl-C to the server', async () => {
    const { worker, beats } = await startWorker()
    worker.kill('SIGINT')
    const so = beats.length
    await vi.waitFor(() => expect(beats.length).toBeGreaterThan(so + 1))
  })

  it('killed with a mail in the air loses nothing: the next sends it once more under the same Message-ID', async () => {
    const { worker } = await startWorker()
    sink.fault = ({ at }) => (at === 'taken' ? { wait: 60_000 } : null)
    await queue()
    await sink.waitFor(nicole)
    worker.kill('SIGKILL')
    await ended(worker)
    sink.fault = () => null
    // The lease would end by itself in 30 s; the test does not wait for that.
    await db().mail.updateMany({ data: { nextAttemptAt: now() } })
    await startWorker()
    await sink.waitFor(nicole, { nth: 2 })
    expect(new Set(sink.mails.map(({ messageId }) => messageId)).size).toBe(1)
  })
})
