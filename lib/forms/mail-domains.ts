import { z } from 'zod'
import { parseDomain } from '../address'
import type { Domain } from '../domain'
import { firstFew, refuse } from './refuse'

/**
 * Reads mail domains, an @ before each or none, separated by lines, commas, semicolons or blanks; each once, in the order in
 * which they stand. `wrong`: those that are none, as they were typed. `tooMany`: how many there are, where that is more than
 * `most`; then none of them is looked at.
 */
export function readMailDomains(text: string, most: number) {
  const typed = [...new Set(text.split(/[\s,;]+/).filter(Boolean))]
  if (typed.length > most) return { domains: [], wrong: [], tooMany: typed.length }
  const read = typed.map((entry) => ({ entry, domain: parseDomain(entry.replace(/^@/, '')) }))
  return {
    domains: [...new Set(read.flatMap(({ domain }): Domain[] => (domain ? [domain] : [])))],
    wrong: read.flatMap(({ entry, domain }) => (domain ? [] : entry)),
    tooMany: null,
  }
}

type Words = {
  most: number
  tooMany: (count: number) => string
  /** Of one that is none, as it was typed. */ malformed: (typed: string) => string
}

/** Reads a field that takes a list of mail domains. */
export const mailDomains = ({ most, tooMany, malformed }: Words) =>
  z.string().transform((text, context): Domain[] => {
    const read = readMailDomains(text, most)
    if (read.tooMany !== null) return refuse(context, tooMany(read.tooMany))
    return read.wrong.length > 0 ? refuse(context, firstFew(read.wrong.map(malformed))) : read.domains
  })
