import { Agent, type IncomingMessage, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { startFoyer } from './foyer'
import { startMailSink } from './mail-sink'
import { addressOf, type Class, classes, seedClasses } from './seed-classes'
import { type Answer, formOf, Visitor } from './visitor'

// Does the time of an answer tell who is invited (promise A6)? `node --import tsx bench/timing.ts [samples]`, on a
// quiet machine. For each class of address the area under the ROC curve against strangers: 0.5 is "no telling". By the
// form as it is sent without JavaScript and by its action as it is sent with it; the answer's own time, and that of
// what the same browser asks for right after.

const SAMPLES = Number(process.argv[2] ?? 2000)
const DROPPED = 200
const ALLOWED = 0.03
/** Pages asked for one after the other once the answer is there: they last into the time in which mail leaves. */
const AFTER = 3

/** Milliseconds. */
type Times = { answer: number; after: number }
type Sample = Times & { kind: Class }
type Ask = (address: string) => Promise<Times>

/** Every class in random order, so that a slow minute meets all of them. */
function shuffled(from: number, count: number) {
  const all = classes.flatMap((kind) =>
    Array.from({ length: count }, (_, n) => ({ kind, address: addressOf(kind, from + n) })),
  )
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1))
    ;[all[i], all[j]] = [all[j]!, all[i]!]
  }
  return all
}

async function sample(ask: Ask, from: number, count: number, atOnce: number): Promise<Sample[]> {
  const [queue, samples] = [shuffled(from, count), [] as Sample[]]
  const work = async () => {
    for (let next = queue.pop(); next; next = queue.pop())
      samples.push({ kind: next.kind, ...(await ask(next.address)) })
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return samples.slice(DROPPED)
}

/** By ranks: how often a sample of `a` took longer than one of `b`. */
function auc(a: number[], b: number[]) {
  const ranked = [...a.map((time) => ({ time, mine: true })), ...b.map((time) => ({ time, mine: false }))].sort(
    (x, y) => x.time - y.time,
  )
  const ranks = ranked.reduce((sum, { mine }, at) => sum + (mine ? at + 1 : 0), 0)
  return (ranks - (a.length * (a.length + 1)) / 2) / (a.length * b.length)
}

const timesOf = (samples: Sample[], kind: Class, which: keyof Times) =>
  samples.filter((one) => one.kind === kind).map((one) => one[which])
const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN

/** Prints how well each class is told from strangers by one of the times. True where none is. */
function tell(title: string, samples: Sample[], which: keyof Times) {
  console.log(`\n${title}`)
  const strangers = timesOf(samples, 'stranger', which)
  const told = classes
    .filter((kind) => kind !== 'stranger')
    .map((kind) => ({ kind, times: timesOf(samples, kind, which) }))
  for (const { kind, times } of told)
    console.log(
      `  ${kind.padEnd(9)} AUC ${auc(times, strangers).toFixed(3)}  median ${median(times).toFixed(2)} ms (strangers ${median(strangers).toFixed(2)} ms), n ${times.length}`,
    )
  return told.every(({ times }) => Math.abs(auc(times, strangers) - 0.5) <= ALLOWED)
}

type Sent = { headers: Record<string, string>; body: string }

/** One request, measured until its answer is whole. */
function timed(origin: string, agent: Agent, path: string, cookie: string, sent?: Sent) {
  return new Promise<{ time: number; answer: IncomingMessage }>((resolve, reject) => {
    const posted = sent && {
      ...sent.headers,
      origin,
      'sec-fetch-site': 'same-origin',
      'content-length': String(Buffer.byteLength(sent.body)),
    }
    const started = performance.now()
    const asked = request(
      new URL(path, origin),
      { method: sent ? 'POST' : 'GET', headers: { ...posted, ...(cookie ? { cookie } : {}) }, agent },
      (answer) => {
        answer.resume().on('end', () => resolve({ time: performance.now() - started, answer }))
      },
    )
    asked.on('error', reject)
    asked.end(sent?.body)
  })
}

/** Sends the address, then asks for the code page a few times as the browser that has the answer's cookie. */
const asker =
  (origin: string, agent: Agent, path: string, fill: (address: string) => Sent) => async (address: string) => {
    const { time, answer } = await timed(origin, agent, path, '', fill(address))
    const cookie = (answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]!).join('; ')
    const leadsOn = answer.statusCode === 303 || answer.headers['x-action-redirect'] !== undefined
    if (!leadsOn || !cookie.includes('foyer-attempt')) throw new Error(`${address} was answered ${answer.statusCode}`)
    let after = 0
    for (let nth = 0; nth < AFTER; nth++) after += (await timed(origin, agent, '/sign-in/passcode', cookie)).time
    return { answer: time, after }
  }

/** The form as a browser without JavaScript sends it. */
function byForm(page: Answer) {
  const form = formOf(page, ['Email'])
  const fill = (address: string): Sent => {
    const { body, type } = form.fill({ Email: address })
    return { headers: { 'content-type': type }, body }
  }
  return { path: form.action, fill }
}

/** The same as React sends it, with the action's id as the page names it. */
function byAction(page: Answer) {
  const [, id] = /\{&quot;id&quot;:&quot;([0-9a-f]{40,})&quot;/.exec(page.body) ?? []
  if (!id) throw new Error('The sign-in page names no action.')
  const boundary = '----foyer-bench-boundary'
  const part = (name: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const fill = (address: string): Sent => ({
    headers: {
      'next-action': id,
      accept: 'text/x-component',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    body: `${part('_1_address', address)}${part('0', '[{"status":"idle"},"$K1"]')}--${boundary}--\r\n`,
  })
  return { path: page.path, fill }
}

const sink = await startMailSink()
const foyer = await startFoyer(sink)
try {
  const perRun = SAMPLES + Math.ceil(DROPPED / classes.length)
  const client = await foyer.connect()
  await seedClasses(client, 4 * perRun)
  await client.end()
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const page = await new Visitor(foyer.origin, agent).get('/sign-in')
  const ways = { 'the form': byForm(page), 'its action': byAction(page) }
  const results: boolean[] = []
  let from = 0
  for (const [name, { path, fill }] of Object.entries(ways))
    for (const atOnce of [1, 64]) {
      const samples = await sample(asker(foyer.origin, agent, path, fill), from, perRun, atOnce)
      const title = `By ${name}, ${atOnce} at a time`
      results.push(
        tell(`${title}: the answer`, samples, 'answer'),
        tell(`${title}: ${AFTER} pages right after`, samples, 'after'),
      )
      from += perRun
    }
  agent.destroy()
  process.exitCode = results.every(Boolean) ? 0 : 1
} finally {
  await foyer.stop()
  await sink.stop()
}
