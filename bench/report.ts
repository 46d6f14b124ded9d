import { CHUNK } from '../server/doors/parts'
import type { Measured } from './load'
import { type measureBytes, SIZE } from './bytes'
import type { measureCheck } from './check'
import { FEW, type measureInbox } from './inbox'
import type { Governed } from './policies'
import { policyRatios, policySection } from './report-policies'
import { reviewRatios, reviewSection } from './report-reviews'
import type { Reviewed } from './reviews'
import { type measureSignIns, PEOPLE } from './sign-ins'
import { count, type Ratio, ratioTable, table } from './table'
import { EACH, FILES, type measureZip } from './zip'

type SignIns = Awaited<ReturnType<typeof measureSignIns>>
type Inbox = Awaited<ReturnType<typeof measureInbox>>
type Check = Awaited<ReturnType<typeof measureCheck>>
type Bytes = Awaited<ReturnType<typeof measureBytes>>
type Zip = Awaited<ReturnType<typeof measureZip>>

/** What was measured: all of it, or the parts that were asked for. */
export type Results = {
  date: string
  machine: string[]
  seconds: number
  rounds: number
  signIns?: SignIns
  inbox?: Inbox
  check?: Check
  bytes?: Bytes
  zip?: Zip
  policies?: Governed
  reviews?: Reviewed
}

const over = (rates: Map<string, Measured>, ours: string, theirs: string) =>
  rates.get(ours)!.perSecond / rates.get(theirs)!.perSecond

/** NaN where the system tells of no CPU. */
const cpuOver = (rates: Map<string, Measured>, ours: string, theirs: string) =>
  (rates.get(ours)!.cpu ?? NaN) / (rates.get(theirs)!.cpu ?? NaN)

/** The same with PostgreSQL's part. */
const allCpuOver = (rates: Map<string, Measured>, ours: string, theirs: string) =>
  allCpu(rates.get(ours)!) / allCpu(rates.get(theirs)!)
const allCpu = ({ cpu, database }: Measured) => (cpu ?? NaN) + (database ?? NaN)

/** Every figure that has an aim: ours over the baseline's. */
export const ratios = ({ signIns, inbox, check, bytes, zip, policies, reviews }: Results): Ratio[] => [
  ...(signIns ? signInRatios(signIns) : []),
  ...(inbox ? inboxRatios(inbox) : []),
  ...(check
    ? [
        {
          what: 'CPU of a session check, PostgreSQL’s included, over a bare server with one select',
          ratio: allCpuOver(check, 'check', 'bare'),
          aim: 2.5,
          atMost: true as const,
        },
      ]
    : []),
  ...(bytes
    ? [{ what: 'File bytes over a bare Node stream', ratio: over(bytes.rates, 'foyer', 'bare'), aim: 0.9 }]
    : []),
  ...(zip
    ? [{ what: 'A ZIP of 1,000 files over a bare Node stream', ratio: over(zip.rates, 'foyer', 'bare'), aim: 0.8 }]
    : []),
  ...(policies ? policyRatios(policies) : []),
  ...(reviews ? reviewRatios(reviews) : []),
]

const signInRatios = ({ eight, many }: SignIns): Ratio[] =>
  [
    { atOnce: 8, used: eight },
    { atOnce: 32, used: many },
  ].flatMap(({ atOnce, used }) => [
    {
      what: `CPU of a sign-in, ${atOnce} at once, over Better Auth (forms)`,
      ratio: cpuOver(used, 'foyer', 'forms'),
      aim: 1,
      atMost: true as const,
    },
    {
      what: `CPU of a sign-in, ${atOnce} at once, over Better Auth (JSON)`,
      ratio: cpuOver(used, 'foyer', 'json'),
      aim: 1,
      atMost: true as const,
    },
    {
      what: `CPU of its two forms alone, PostgreSQL's included, ${atOnce} at once, over Better Auth's`,
      ratio: allCpuOver(used, 'foyer, two forms', 'forms, two forms'),
      aim: 1,
      atMost: true as const,
    },
  ])

function inboxRatios({ alone, among, again }: Inbox): Ratio[] {
  const steady = (alone.get('inbox')!.perSecond + again.get('inbox')!.perSecond) / 2
  return [
    { what: 'Inbox with 1,000 grants over the empty page', ratio: over(alone, 'inbox', 'empty'), aim: 0.6 },
    { what: `Inbox with ${FEW} grants over the empty page`, ratio: over(alone, 'few', 'empty'), aim: 0.6 },
    {
      what: 'Inbox with 100,000 grants in the database over the same without',
      ratio: among.get('inbox')!.perSecond / steady,
      aim: 0.95,
    },
  ]
}

const MIB = SIZE / 1024 ** 2

/** docs/benchmarks.md: whole where everything was measured. */
export function report(results: Results) {
  const { date, machine, seconds, rounds, signIns, inbox, check, bytes, zip, policies, reviews } = results
  const sections = [
    signIns && signInSection(signIns),
    inbox && inboxSection(inbox),
    check && checkSection(check),
    bytes && byteSection(bytes),
    zip && zipSection(zip),
    policies && policySection(policies),
    reviews && reviewSection(reviews),
  ]
  return `# Benchmarks

Written by \`npm run bench\` on ${date}. Do not edit: run it again.

${machine.map((line) => `- ${line}`).join('\n')}

## Ratios

${ratioTable(ratios(results))}

Read the ratios, not the rates: both sides ran in one run, in turn (A B A B), for ${seconds} s at a time, and each figure is the median of ${rounds} rounds. The load generator, the mail sink, PostgreSQL and the server share the processors, so every rate is lower than the server alone would reach, and a ratio can be off by a tenth on a machine that does other work as well. One failed request ends the benchmark: there are no rates with errors in them. CPU is what a side's Node processes (server and worker) used for each piece of work, without PostgreSQL and without the load generator; it is the steadiest of the figures.

${sections.filter(Boolean).join('\n')}`
}

const signInSection = ({ eight, many }: SignIns) => `## Complete sign-ins

A code asked for, the mail read from an SMTP sink, the code verified, the first page read. Everybody signs in once: ${PEOPLE.toLocaleString('en-US')} people who exist beforehand, each with one grant, so no budget is ever spent. Everything that protects a sign-in in production is on.

Compared is the CPU of one sign-in, the median of the rounds by CPU. The rates stand beside it and are not compared: Foyer lets a code wait 0.3 to 0.7 s before it leaves, at random, so that the time of an answer never tells who gets mail; how many sign-ins a second come of that is settled by how many wait at once.

${table(['at once', 'what', 'sign-ins a second', 'median ms', 'p99 ms', 'CPU ms', 'CPU ms of PostgreSQL'], [...signInRows(8, eight), ...signInRows(32, many)])}

- **Foyer**: 5 requests, as a browser without JavaScript makes them: \`GET /sign-in\`, its form sent, the page for the code, its form sent, \`GET /shared-with-me\`. The mail goes through the outbox and the worker: a row, a commit, a wait, a claim, a React Email template, SMTP, a report. Each step writes to the audit trail.
- **Better Auth (forms)**: the same 5 requests of forms that work without JavaScript, in the least Next.js application around Better Auth's email-otp (\`bench/better-auth\`). Like for like.
- **Better Auth (JSON)**: its own client's way with JavaScript, 3 requests: \`POST send-verification-otp\`, \`POST sign-in/email-otp\`, \`GET /shared-with-me\`. No page with a form is fetched, which a person would have to do.
- **The two forms alone**: what the address and the code are sent with, taken from the pages once and then sent for everybody, no page fetched and nothing followed.
- Both are production builds of the same Next.js on the same PostgreSQL server (a database each, 10 connections each), and send with the same nodemailer through kept SMTP connections. Better Auth: 8 digits, codes hashed, 5 tries, sessions in the database, telemetry off, its rate limit counting but set so high that it never answers 429. Its mail is sent straight from the request, unawaited, as its documentation recommends: it is lost if the process dies. Its first page reads the session and prints the address; ours lists the inbox as well.
`

const inboxSection = ({ alone, among, again }: Inbox) => `## The inbox

\`/shared-with-me\` of a guest with 1,000 grants (50 to a page) and of one with ${FEW}, 8 requests at once, beside an empty page of the same build that is rendered for each request. Then with 100 other guests of 1,000 grants each in the database, and once more without them.

${table(['database', 'what', 'pages a second', 'median ms', 'p99 ms', 'CPU ms'], [...inboxRows('1,000 grants', alone), ...inboxRows('101,000 grants', among), ...inboxRows('1,000 grants again', again)])}

The empty page lives in \`bench/\` and is copied into a temporary copy of the tree: it never ships.
`

const checkSection = (rates: Check) => `## A session check

Who sends a cookie, and may they: what a proxy would ask of each request, answered without Next.js by the functions that every door calls, in one statement. Beside it a server that finds a row by a key. 8 requests at once.

${table(
  ['what', 'a second', 'CPU ms', 'CPU ms of PostgreSQL'],
  [
    ['session check', 'check'],
    ['bare server with one select', 'bare'],
  ].map(([what, name]) => {
    const { perSecond, cpu, database } = rates.get(name!)!
    return [what!, perSecond.toFixed(0), (cpu ?? NaN).toFixed(3), (database ?? NaN).toFixed(3)]
  }),
)}
`

const byteSection = ({ rates, memory }: Bytes) => `## File bytes

\`GET /api/files/<id>\` of a file of ${MIB} MiB, one reader, beside a bare \`node:http\` server that streams the same file in chunks of ${CHUNK / 1024} KiB, as ours does. Ours decides, records the opening and goes on asking whether access still holds.

${table(['what', 'MiB a second', 'CPU ms a GiB'], [byteRow('Foyer', rates.get('foyer')!), byteRow('bare Node stream', rates.get('bare')!)])}

Memory of the server process: ${mebibytes(memory.before)} before, ${mebibytes(memory.highest)} at most while streaming, ${mebibytes(memory.after)} after.
`

const zipSection = ({ rates, size }: Zip) => `## A ZIP of a space

\`GET /api/spaces/<id>/zip\` of ${count(FILES)} files of ${EACH / 1024} KiB, one reader, beside a bare \`node:http\` server that streams the very same ZIP as one file. Ours decides on each file, lays the ZIP out anew each time, opens each file and goes on asking whether access still holds.

${table(['what', 'MiB a second', 'CPU ms a GiB'], [byteRow('Foyer', rates.get('foyer')!, size / 1024 ** 2), byteRow('bare Node stream', rates.get('bare')!, size / 1024 ** 2)])}
`

const names: Record<string, string> = {
  foyer: 'Foyer',
  forms: 'Better Auth (forms)',
  json: 'Better Auth (JSON)',
  'foyer, two forms': 'Foyer, its two forms alone',
  'forms, two forms': 'Better Auth, its two forms alone',
  inbox: 'inbox of 1,000',
  few: `inbox of ${FEW}`,
  empty: 'empty page',
}

const signInRows = (atOnce: number, rates: Map<string, Measured>) =>
  [...rates].map(([name, measured]) => [
    String(atOnce),
    names[name]!,
    ...figures(measured),
    measured.database?.toFixed(1) ?? 'not known',
  ])

const inboxRows = (database: string, rates: Map<string, Measured>) =>
  [...rates].map(([name, measured]) => [database, names[name]!, ...figures(measured)])

const figures = ({ perSecond, p50, p99, cpu }: Measured) => [
  perSecond.toFixed(1),
  p50.toFixed(1),
  p99.toFixed(1),
  cpu?.toFixed(1) ?? 'not known',
]

const byteRow = (name: string, { perSecond, cpu }: Measured, mib = MIB) => [
  name,
  (perSecond * mib).toFixed(0),
  cpu === null ? 'not known' : ((cpu * 1024) / mib).toFixed(0),
]

const mebibytes = (bytes: number | null) => (bytes === null ? 'not known' : `${Math.round(bytes / 1024 ** 2)} MiB`)
