import ipaddr from 'ipaddr.js'
import { isNetwork } from '../../network-address'

/** As Entra has it (entra.md 5.2). */
const MOST_RANGES = 2000
export const MOST_LOCATIONS = 195

/** A version 4 network of more than a 256th of the internet is a slip. */
const SHORTEST = { ipv4: 8, ipv6: 8 }

/** Enough to see what they are like. */
const MOST_NOTES = 5

export type ReadRanges = { ranges: string[]; faults: string[] }

/** Ranges as they were typed or pasted, each once and in canonical form, and what is wrong with a line. */
export function readRanges(text: string): ReadRanges {
  const ranges = new Set<string>()
  const faults: string[] = []
  text.split(/\r?\n/).forEach((line, n) => {
    for (const typed of line
      .replace(/#.*$/s, '')
      .split(/[\s,;]+/)
      .filter(Boolean)) {
      const read = canonical(typed)
      if ('fault' in read) faults.push(`Line ${n + 1}, ${typed.slice(0, 60)}: ${read.fault}`)
      else ranges.add(read.range)
    }
  })
  if (ranges.size > MOST_RANGES)
    faults.push(
      `A location has at most ${MOST_RANGES.toLocaleString('en-US')} ranges, these are ${ranges.size.toLocaleString('en-US')}: make two of it.`,
    )
  return { ranges: [...ranges], faults }
}

function canonical(typed: string): { range: string } | { fault: string } {
  if (!isNetwork(typed)) return { fault: 'write it like 203.0.113.0/24, 203.0.113.7 or 2001:db8::/32.' }
  const [base = '', given] = typed.split('/')
  const address = ipaddr.process(base)
  const bits = address.toByteArray().length * 8
  const mapped = ipaddr.parse(base).kind() !== address.kind()
  const length = given === undefined ? bits : Number(given) - (mapped ? 96 : 0)
  if (length < SHORTEST[address.kind()])
    return { fault: `a range this wide is half the world: the mask has to be /${SHORTEST[address.kind()]} or longer.` }
  return { range: networkOf(address, length) }
}

/** The network of an address that is so many bits long. */
const networkOf = (address: ipaddr.IPv4 | ipaddr.IPv6, length: number) =>
  `${address.kind() === 'ipv4' ? ipaddr.IPv4.networkAddressFromCIDR(`${address}/${length}`) : ipaddr.IPv6.networkAddressFromCIDR(`${address}/${length}`)}/${length}`

/** The first few ranges that lie within another, in words: they do no harm. */
export function overlapsOf(ranges: readonly string[]): string[] {
  const all = new Set(ranges)
  const parsed = ranges
    .map((range) => ({ range, cidr: ipaddr.parseCIDR(range) }))
    .toSorted((a, b) => a.cidr[1] - b.cidr[1])
  const lengths = [...new Set(parsed.map(({ cidr }) => cidr[1]))]
  const notes: string[] = []
  for (const { range, cidr } of parsed) {
    const [base, length] = cidr
    const wider = lengths
      .filter((one) => one < length)
      .map((one) => networkOf(base, one))
      .find((network) => all.has(network))
    if (wider) notes.push(`${range} lies within ${wider}.`)
    if (notes.length === MOST_NOTES) break
  }
  return notes
}
