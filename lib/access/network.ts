import ipaddr from 'ipaddr.js'
import { isIP } from 'node:net'
import type { Ranges } from '../policy'

type Span = Ranges['v4'][number]

/** Compiles CIDRs into ranges that can be searched. Throws the parser's error where one can't be read. */
export function compileRanges(cidrs: readonly string[]): Ranges {
  const spans = cidrs.map(spanOf)
  return {
    v4: merge(spans.filter(({ kind }) => kind === 'ipv4')),
    v6: merge(spans.filter(({ kind }) => kind === 'ipv6')),
  }
}

/** Merges several sets of ranges into one. */
export const joinRanges = (all: readonly Ranges[]): Ranges => ({
  v4: merge(all.flatMap(({ v4 }) => v4)),
  v6: merge(all.flatMap(({ v6 }) => v6)),
})

/** Checks whether an address is in one of the ranges. Null: the address can't be read. */
export function isWithin(ranges: Ranges, networkAddress: string): boolean | null {
  if (last.networkAddress !== networkAddress) last = { networkAddress, read: read(networkAddress) }
  if (!last.read) return null
  const { value } = last.read
  const spans = ranges[last.read.kind]
  let [low, high] = [0, spans.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const span = spans[middle]!
    if (value < span.from) high = middle - 1
    else if (value > span.to) low = middle + 1
    else return true
  }
  return false
}

/** The last address that was parsed. Kept, since one request looks the same address up in many locations. */
let last: { networkAddress: string | null; read: { kind: 'v4' | 'v6'; value: bigint } | null } = {
  networkAddress: null,
  read: null,
}

function read(networkAddress: string) {
  if (isIP(networkAddress) === 0 || compatible.test(networkAddress)) return null
  const address = ipaddr.process(networkAddress)
  return { kind: address.kind() === 'ipv4' ? ('v4' as const) : ('v6' as const), value: numberOf(address) }
}

/** The deprecated form of IPv4 in IPv6 (RFC 4291, 2.5.5.1). Refused, since it is not assigned and the parser reads it as the IPv4 address. */
const compatible = /^::\d+\./

type Address = ipaddr.IPv4 | ipaddr.IPv6

const numberOf = (address: Address) => address.toByteArray().reduce((number, byte) => (number << 8n) | BigInt(byte), 0n)

function spanOf(cidr: string): Span & { kind: 'ipv4' | 'ipv6' } {
  const [base, length] = ipaddr.parseCIDR(cidr)
  const free = BigInt(base.toByteArray().length * 8 - length)
  const from = (numberOf(base) >> free) << free
  return { kind: base.kind(), from, to: from + (1n << free) - 1n }
}

function merge(spans: Span[]): Span[] {
  const merged: Span[] = []
  for (const { from, to } of spans.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = merged.at(-1)
    if (last && from <= last.to + 1n) last.to = to > last.to ? to : last.to
    else merged.push({ from, to })
  }
  return merged
}
