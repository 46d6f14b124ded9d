import { parseDomain } from '../address'
import { Invalid } from '../errors'

const MOST_DOMAINS = 50

/** The mail domains written in a box, each once, sorted. Throws `Invalid` for the first that is none. */
export function readDomains(text: string) {
  const typed = [...new Set(text.split(/[\s,;]+/).filter(Boolean))].map((entry) => ({ entry, domain: parseDomain(entry.replace(/^@/, '')) }))
  const wrong = typed.find(({ domain }) => !domain)
  if (wrong) throw new Invalid({ memberDomains: `“${wrong.entry.slice(0, 80)}” is not a mail domain. Write it like woodgrove.example.` })
  if (typed.length > MOST_DOMAINS) throw new Invalid({ memberDomains: 'Take at most 50 domains.' })
  return [...new Set(typed.map(({ domain }) => domain!))].sort()
}
