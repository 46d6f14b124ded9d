import { z } from 'zod'
import { type AddressLine, readLines } from '../address'
import { addressEntries } from '../address-text'
import { firstFew, refuse } from './refuse'

type Rules<Person> = {
  most: number
  tooMany: (count: number) => string
  /** Looks addresses up. */ find: (addresses: string[]) => Promise<Person[]>
  /** Says why an entry is refused; null: it is taken. Without a person, nobody has the address, or it is none. */
  problemOf: (entry: AddressLine, person: Person | undefined) => string | null
}

/** Reads a field that names people by their addresses, as their ids: each once, in the order in which they stand. */
export const people = <Person extends { id: string; address: string }>(rules: Rules<Person>) =>
  z.string().transform(async (text, context): Promise<string[]> => {
    const entries = [...new Set(addressEntries(text))]
    if (entries.length > rules.most) return refuse(context, rules.tooMany(entries.length))
    const lines = readLines(entries)
    const addresses = lines.flatMap(({ address }) => address ?? [])
    const found = addresses.length > 0 ? await rules.find(addresses) : []
    const byAddress = new Map(found.map((person) => [person.address, person]))
    const named = lines.map((line) => ({ line, person: byAddress.get(line.address ?? '') }))
    const problems = named.flatMap(({ line, person }) => rules.problemOf(line, person) ?? [])
    return problems.length > 0 ? refuse(context, firstFew(problems)) : named.flatMap(({ person }) => person?.id ?? [])
  })
