import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Network = [Address, number]

export type Connection = {
  /** The other end of the TCP connection. */
  socketAddress: string | undefined
  /** Every `X-Forwarded-For` header in order. Other spellings and headers count for nothing. */
  forwardedFor: readonly string[]
  /** CIDRs or single addresses of the proxies whose word is taken. */
  trustedProxies: readonly string[]
}

/**
 * The address a request comes from: the right-most hop that is no trusted proxy, in canonical form.
 * Null when a trusted proxy's word can't be read: then the request must be refused, never guessed at.
 */
export function networkAddressOf({ socketAddress, forwardedFor, trustedProxies }: Connection): string | null {
  const networks = trustedProxies.map(parseNetwork)
  let address = parseHop(socketAddress ?? '')
  if (!address) return null
  const hops = forwardedFor.length > 0 ? forwardedFor.join(',').split(',') : []
  while (hops.length > 0 && networks.some((network) => holds(network, address!))) {
    address = parseHop(hops.pop()!)
    if (!address) return null
  }
  return address.toString()
}

/** Whether the other end of a connection is a proxy whose word is taken. */
export function isTrustedProxy(socketAddress: string, trustedProxies: readonly string[]) {
  const address = parseHop(socketAddress)
  return address !== null && trustedProxies.map(parseNetwork).some((network) => holds(network, address))
}

/** An address in canonical form, without the zone and IPv6's way of writing version 4; null for none. */
export const plainAddress = (text: string) => parseHop(text)?.toString() ?? null

/** Whether a value names a network or a single address. */
export function isNetwork(value: string) {
  const [base = '', prefix, ...more] = value.split('/')
  const length = isIP(base) === 4 ? 32 : 128
  return (
    isIP(base) > 0 &&
    more.length === 0 &&
    !base.includes('%') &&
    (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= length))
  )
}

/** Whether an address is this very computer's. */
export const isLoopbackAddress = (address: string) => parseHop(address)?.range() === 'loopback'

const nowhere = new Set(['private', 'loopback', 'linkLocal', 'uniqueLocal', 'carrierGradeNat'])

/** Whether an address is of a private network, or this very computer's: it is in no country. */
export const isPrivateAddress = (address: string) => nowhere.has(parseHop(address)?.range() ?? '')

/** The network that one subscriber has: an IPv4 address by itself, of IPv6 the first 64 bits (RFC 6177). */
export function networkOf(address: string): string {
  const hop = parseHop(address)
  if (hop instanceof ipaddr.IPv6) return `${ipaddr.IPv6.networkAddressFromCIDR(`${hop.toString()}/64`).toString()}/64`
  return hop?.toString() ?? address
}

/** A plain address, one with a port, or one in brackets; zones are dropped. Strict, since ipaddr.js also reads `1` and octal. */
function parseHop(text: string): Address | null {
  const [, v6, v4, port = '0'] = /^(?:\[([^\]]+)\]|([\d.]+))(?::(\d{1,5}))?$/.exec(text.trim()) ?? []
  const value = v6 ?? v4 ?? text.trim()
  if (isIP(value) === 0 || (v6 !== undefined && isIP(value) !== 6) || Number(port) > 65535) return null
  return unmapped(ipaddr.parse(value.replace(/%.*$/s, '')))
}

function parseNetwork(text: string): Network {
  const [base = '', prefix] = text.split('/')
  const address = ipaddr.parse(base)
  const length = prefix === undefined ? address.toByteArray().length * 8 : Number(prefix)
  return isMapped(address) && length >= 96 ? [address.toIPv4Address(), length - 96] : [address, length]
}

const holds = ([base, length]: Network, address: Address) =>
  base.kind() === address.kind() && address.match(base, length)

const unmapped = (address: Address) => (isMapped(address) ? address.toIPv4Address() : address)

const isMapped = (address: Address): address is ipaddr.IPv6 =>
  address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()
