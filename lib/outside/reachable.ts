import type { LookupFunction } from 'node:net'
import { lookup } from 'node:dns'
import ipaddr from 'ipaddr.js'

/**
 * Whether an address lies on the public internet: of no private, local, shared, reserved or documentation network, and
 * no other spelling of one (IPv4 inside IPv6: mapped, NAT64, 6to4, Teredo).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || address.includes('%')) return false
  return ipaddr.process(address).range() === 'unicast'
}

/**
 * Looks a host up as `dns.lookup` does, and answers only with addresses that `mayReach` lets through: the connection is
 * made to what was checked, whatever the name leads to a moment later (DNS rebinding).
 */
export const lookUpWith =
  (mayReach: (address: string) => boolean): LookupFunction =>
  (host, options, done) =>
    lookup(host, { ...options, all: true }, (error, found) => {
      const [first, ...others] = error ? [] : found.filter(({ address }) => mayReach(address))
      if (!first) return done(error ?? new Error(`${host} leads to no address that may be asked.`), [])
      if (options.all) done(null, [first, ...others])
      else done(null, first.address, first.family)
    })
