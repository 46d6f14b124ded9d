import { readAddresses, readDomainBox } from '../../address'
import type { Domain } from '../../domain'
import type { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import { Invalid } from '../../errors'
import { quoteLine } from '../../unseen'
import { ID, isId } from '../../ids'

type Reads = Pick<Tx, 'principal' | 'resource'>

const SHOWN = 5
const MOST_DOMAINS = 1000

/** The guests behind the addresses in a box; `kept` were there before and stay, whatever became of them. Throws `Invalid` for `field`, naming every line that stands for none. */
export const readGuests = (tx: Reads, text: string, field: string, kept: readonly string[] = []) =>
  readPeople(tx, text, field, { kind: 'guest' }, ({ id, kind, removed }) => {
    if (kept.includes(id)) return null
    if (kind === 'member') return 'is a member. Reviews ask about guests.'
    return removed ? 'was removed and has no access left.' : null
  })

type More = {
  /** Takes those who were disabled or left too. */ leaving?: boolean
  /** Were there before and stay, whatever became of them. */ kept?: readonly string[]
}

/** The members behind the addresses in a box. Throws `Invalid`. */
export const readMembers = (tx: Reads, text: string, field: string, { leaving = false, kept = [] }: More = {}) =>
  readPeople(tx, text, field, { kind: 'member' }, ({ id, kind, gone }) => {
    if (kept.includes(id)) return null
    if (kind === 'guest') return 'is a guest. Choose a member.'
    return gone && !leaving ? 'is disabled. Choose somebody who is in office.' : null
  })

type Person = { id: string; kind: 'member' | 'guest'; removed: boolean; gone: boolean }

async function readPeople(
  tx: Reads,
  text: string,
  field: string,
  { kind }: Prisma.PrincipalWhereInput,
  problemOf: (person: Person) => string | null,
) {
  const lines = readAddresses(text, field)
  const rows = await tx.principal.findMany({
    where: { address: { in: lines.flatMap(({ address }) => address ?? []) } },
    select: { id: true, address: true, kind: true, blockedAt: true, removedAt: true },
  })
  const found = new Map(
    rows.map(({ address, removedAt, blockedAt, ...row }) => [
      address,
      { ...row, removed: removedAt !== null, gone: Boolean(removedAt ?? blockedAt) },
    ]),
  )
  const problems = lines.flatMap(({ line, address, problem }) => {
    if (!address) return `“${quoteLine(line)}”: ${problem}`
    const person = found.get(address)
    const wrong = person ? problemOf(person) : `is no ${String(kind)} here. Check the spelling.`
    return wrong ? `${address} ${wrong}` : []
  })
  refuse(problems, field)
  return lines.map(({ address }) => found.get(address!)!.id)
}

/** The resources that the lines of a box name by title or by the address of their page; `kept` by the latter though they were deleted. Throws `Invalid` for `field`. */
export async function readResources(tx: Reads, text: string, field: string, kept: readonly string[] = []) {
  const lines = [
    ...new Set(
      text
        .split(/\r\n?|\n/)
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ]
  if (lines.length > 1000)
    throw new Invalid('review-scope.too-many', { [field]: 'Take at most 1,000 resources, or all of them.' })
  const rows = await tx.resource.findMany({
    where: {
      OR: [
        { deletedAt: null, OR: [{ id: { in: lines.flatMap(idIn) } }, { title: { in: lines } }] },
        { id: { in: lines.flatMap(idIn).filter((id) => kept.includes(id)) } },
      ],
    },
    select: { id: true, title: true },
  })
  const problems: string[] = []
  const ids = lines.flatMap((line) => {
    const [named] = idIn(line)
    const meant = rows.filter(({ id, title }) => (named ? id === named : title === line))
    if (meant.length === 0)
      problems.push(
        `“${quoteLine(line)}”: nothing that is shared is called so. Write the title as it stands, or paste the address of its page.`,
      )
    if (meant.length > 1)
      problems.push(
        `“${quoteLine(line)}”: ${meant.length} resources are called so. Paste the address of the page of the one you mean.`,
      )
    return meant.map(({ id }) => id)
  })
  refuse(problems, field)
  return [...new Set(ids)]
}

/** The mail domains in a box, each once. Throws `Invalid` for `field`. */
export function readMailDomains(text: string, field: string): Domain[] {
  const box = readDomainBox(text, MOST_DOMAINS)
  if (box.length > MOST_DOMAINS) throw new Invalid('review-scope.too-many', { [field]: 'Take at most 1,000 domains.' })
  refuse(
    box.flatMap(({ typed, domain }) =>
      domain ? [] : `“${quoteLine(typed)}” is not a mail domain. Write it like contoso.example.`,
    ),
    field,
  )
  return [...new Set(box.map(({ domain }) => domain!))].sort()
}

const addressedId = new RegExp(`(?:^|/)(${ID})/?(?:[?#].*)?$`, 'is')

/** Finds the id in the address of a resource's page, or in a line that is an id. */
function idIn(line: string): string[] {
  const id = addressedId.exec(line)?.[1]
  return id && isId(id) ? [id.toLowerCase()] : []
}

function refuse(problems: string[], field: string) {
  if (problems.length === 0) return
  const more = problems.length > SHOWN ? [`${problems.length - SHOWN} more need another look too.`] : []
  throw new Invalid('review-scope.unknown', { [field]: [...problems.slice(0, SHOWN), ...more].join('\n') })
}
