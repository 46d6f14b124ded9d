import { z } from 'zod'
import { sizeInWords } from '../counted'
import { isolated } from '../own-direction'
import { type ResourceKind, resourceKinds } from '../resource-kinds'
import { mayDo, type Role, roles } from '../role'
import { withoutUnseen } from '../unseen'

/** Text that others wrote, fit for a header or a sentence: one line, nothing invisible, at most `most` characters. */
export function oneLine(text: string, most: number) {
  const clean = withoutUnseen(text, ' ').replace(/\s+/g, ' ').trim()
  return clean.length > most
    ? `${[...clean]
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : clean
}

/** The same inside a sentence of ours, whose direction it leaves alone. */
export const theirs = (text: string, most: number) => isolated(oneLine(text, most))

/** A subject of what `theirs` made and our own words: one line of at most 200 characters. */
export function subjectLine(text: string) {
  const [isolates, clean] = [/[\u2068\u2069]/g, text.replace(/[\u2068\u2069]/g, '')]
  return oneLine(clean, 200) === clean ? text : oneLine(text.replace(isolates, ''), 200)
}

/** The lines of a personal message: plain text, nothing invisible, at most 2,000 characters. */
export const lines = (message: string) =>
  message
    .replace(/\r\n?/g, '\n')
    .slice(0, 2000)
    .split('\n')
    .map((line) => withoutUnseen(line, ' ').trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .split('\n')

/** A time that has been through JSON in the outbox. */
export const time = z.date().or(z.iso.datetime().transform((text) => new Date(text)))

/** Who is named in a mail. */
export const person = z.object({ name: z.string().nullable(), address: z.string() }).transform(({ name, address }) => ({
  name: theirs(name ?? '', 80) || theirs(address, 254),
  address: theirs(address, 254),
}))

/** What is shared, as a mail names it. */
export const resource = z.object({
  title: z.string().transform((title) => theirs(title, 120)),
  kind: z.enum(resourceKinds),
  /** Of a file: "PDF, 1.9 MB". Null where nobody said. */
  file: z
    .object({ name: z.string(), size: z.number().nonnegative() })
    .transform(({ name, size }) => `${typeOf(name)}, ${sizeInWords(size)}`)
    .nullish(),
})

/** "PDF": what a name ends with, where that can be a type. */
const typeOf = (name: string) => /[^.]\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toUpperCase() ?? 'File'

export const role = z.enum(roles)

/** "Megan Bowen (megan@woodgrove.example)", or the address alone. */
export const introduce = ({ name, address }: { name: string; address: string }) =>
  name === address ? address : `${name} (${address})`

/** Says where a reply goes, when it goes to a person. Begins with a space. */
export const reply = ({ replyTo }: { replyTo: string | null }) => (replyTo ? ` Replying writes to ${replyTo}.` : '')

type Given = { resource: z.output<typeof resource>; role: z.output<typeof role>; endsAt: Date | null }

/** What is given, in short: of which type and how large, what may be done with it, until when. */
export function factsOf({ resource, role, endsAt }: Given, timeZone: string, unending: string): [string, string][] {
  const access: [string, string] = [
    'Access',
    `${accessTo(role, resource)}, ${endsAt ? `until ${moment(endsAt, timeZone)}` : unending}`,
  ]
  return resource.file ? [['File', resource.file], access] : [access]
}

/** What a role lets its holder do, as a fact stands alone. */
const accessTo = (held: Role, { kind }: { kind: ResourceKind }) => {
  if (kind !== 'space') return mayDo(held, kind) === 'view it' ? 'View' : 'View and download'
  return inSpace[held]
}

const inSpace: Record<Role, string> = {
  view: 'View',
  download: 'View and download',
  contribute: 'View, download and contribute',
  manage: 'Manage',
}

/** "November 23, 2026, 9:24 AM EST": exact, and with its zone, for a reader anywhere. */
export const moment = (at: Date, timeZone: string) => `${day(at, timeZone)}, ${hour(at, timeZone)}`

/** "9:24 AM EST" */
export const hour = (at: Date, timeZone: string) =>
  `${formatOf('en-US', timeZone, { hour: 'numeric', minute: '2-digit' }).format(at).replace('\u202f', ' ')} ${zoneName(at, timeZone)}`

/** "November 23, 2026" */
export const day = (at: Date, timeZone: string) =>
  formatOf('en-US', timeZone, { day: 'numeric', month: 'long', year: 'numeric' }).format(at)

// Each English knows the names of its own zones only, the first most of them; offsets serve for the rest.
function zoneName(at: Date, timeZone: string) {
  for (const locale of ['en-US', 'en-GB', 'en-AU', 'en-IN']) {
    const name = zoneNameIn(locale, at, timeZone)
    if (!/^GMT[+-]/.test(name)) return name
  }
  return zoneNameIn('en-US', at, timeZone)
}

const zoneNameIn = (locale: string, at: Date, timeZone: string) =>
  formatOf(locale, timeZone, { timeZoneName: 'short' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')!.value

const formats = new Map<string, Intl.DateTimeFormat>()

// Making a format takes longer than writing the rest of the letter.
function formatOf(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions) {
  const key = [locale, timeZone, ...Object.keys(options)].join()
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, ...options })
  formats.set(key, known)
  return known
}
