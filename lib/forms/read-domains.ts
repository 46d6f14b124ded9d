import { readDomainBox } from '../address'
import type { Domain } from '../domain'
import { Invalid } from '../errors'

const MOST_DOMAINS = 50

/** The mail domains written in a box, each once, sorted. Throws `Invalid` for the first that is none. */
export function readDomains(text: string): Domain[] {
  const box = readDomainBox(text, MOST_DOMAINS)
  const wrong = box.find(({ domain }) => !domain)
  if (wrong)
    throw new Invalid('domain.malformed', {
      memberDomains: `“${wrong.typed.slice(0, 80)}” is not a mail domain. Write it like woodgrove.example.`,
    })
  if (box.length > MOST_DOMAINS) throw new Invalid('domain.too-many', { memberDomains: 'Take at most 50 domains.' })
  return [...new Set(box.map(({ domain }) => domain!))].sort()
}
