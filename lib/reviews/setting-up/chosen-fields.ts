import { type AddressLine, tooMany } from '../../address'
import type { Tx } from '../../db/transaction'
import { mailDomains } from '../../forms/mail-domains'
import { people } from '../../forms/people'
import { resources } from '../../forms/resources'
import { quoteLine } from '../../unseen'

/** As many as a review names of each (`ReviewSettings`). */
const MOST = 1000

/** The guests named by their addresses; `kept` were there before and stay, whatever became of them. */
export const guestsField = (tx: Pick<Tx, 'principal'>, kept: readonly string[] = []) =>
  peopleField(tx, 'guest', ({ id, kind, removedAt }) => {
    if (kept.includes(id)) return null
    if (kind === 'member') return 'is a member. Reviews ask about guests.'
    return removedAt ? 'was removed and has no access left.' : null
  })

type More = {
  /** Takes those who were disabled or left too. */ leaving?: boolean
  /** Were there before and stay, whatever became of them. */ kept?: readonly string[]
}

/** The members named by their addresses. */
export const membersField = (tx: Pick<Tx, 'principal'>, { leaving = false, kept = [] }: More = {}) =>
  peopleField(tx, 'member', ({ id, kind, removedAt, blockedAt }) => {
    if (kept.includes(id)) return null
    if (kind === 'guest') return 'is a guest. Choose a member.'
    return (removedAt ?? blockedAt) && !leaving ? 'is disabled. Choose somebody who is in office.' : null
  })

type Person = {
  id: string
  address: string
  kind: 'member' | 'guest'
  blockedAt: Date | null
  removedAt: Date | null
}

const peopleField = (tx: Pick<Tx, 'principal'>, kind: Person['kind'], whyUnfit: (person: Person) => string | null) =>
  people<Person>({
    most: MOST,
    tooMany: (count) => tooMany(count, 'Take at most 1,000 at a time.'),
    find: (addresses) =>
      tx.principal.findMany({
        where: { address: { in: addresses } },
        select: { id: true, address: true, kind: true, blockedAt: true, removedAt: true },
      }),
    problemOf: ({ line, address, problem }: AddressLine, person) => {
      if (!address) return `“${quoteLine(line)}”: ${problem}`
      const why = person ? whyUnfit(person) : `is no ${kind} here. Check the spelling.`
      return why && `${address} ${why}`
    },
  })

/** The resources named by title or by the address of their page; `kept` by the latter though they were deleted. */
export const resourcesField = (tx: Pick<Tx, 'resource'>, kept: readonly string[] = []) =>
  resources({
    most: MOST,
    tooMany: () => 'Take at most 1,000 resources, or all of them.',
    find: (ids, titles) =>
      tx.resource.findMany({
        where: {
          OR: [
            { deletedAt: null, OR: [{ id: { in: ids } }, { title: { in: titles } }] },
            { id: { in: ids.filter((id) => kept.includes(id)) } },
          ],
        },
        select: { id: true, title: true, deletedAt: true },
      }),
    unknown: (line) =>
      `“${quoteLine(line)}”: nothing that is shared is called so. Write the title as it stands, or paste the address of its page.`,
    several: (line, count) =>
      `“${quoteLine(line)}”: ${count} resources are called so. Paste the address of the page of the one you mean.`,
  })

export const domainsField = mailDomains({
  most: MOST,
  tooMany: () => 'Take at most 1,000 domains.',
  malformed: (typed) => `“${quoteLine(typed)}” is not a mail domain. Write it like contoso.example.`,
})
