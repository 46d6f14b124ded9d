import { BlockList, isIP, SocketAddress } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLoopbackAddress, isNetwork, networkAddressOf, networkOf } from './network-address'

const trusted = ['10.0.0.0/8', '192.0.2.7', '2001:db8:aa::/48', '::1']

/** The same question asked of Node's own block list, hop by hop from the right. */
function reference(socketAddress: string, forwardedFor: string[]) {
  const proxies = new BlockList()
  proxies.addSubnet('10.0.0.0', 8)
  proxies.addAddress('192.0.2.7')
  proxies.addSubnet('2001:db8:aa::', 48, 'ipv6')
  proxies.addAddress('::1', 'ipv6')
  const chain = [...(forwardedFor.length ? forwardedFor.join(',').split(',') : []), socketAddress].reverse()
  let last: string | null = null
  for (const hop of chain) {
    last = plain(hop)
    if (last === null) return null
    if (!proxies.check(last, isIP(last) === 4 ? 'ipv4' : 'ipv6')) return last
  }
  return last
}

function plain(hop: string) {
  let text = hop.trim()
  const port = /:(\d+)$/.exec(text)?.[1]
  if (text.startsWith('[')) {
    if (!/^\[[^\][]*\](:\d{1,5})?$/.test(text) || Number(port ?? 0) > 65535) return null
    text = text.slice(1, text.indexOf(']'))
    if (isIP(text) !== 6) return null
  } else if (text.includes('.') && !text.includes('::') && port) {
    if (port.length > 5 || Number(port) > 65535) return null
    text = text.slice(0, text.lastIndexOf(':'))
    if (isIP(text) !== 4) return null
  }
  if (isIP(text) === 4) return text
  if (isIP(text) !== 6) return null
  text = text.split('%')[0]!
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text)?.[1]
  return mapped ?? new SocketAddress({ address: text, family: 'ipv6' }).address
}

const v4 = fc.oneof(fc.ipV4(), fc.constantFrom('10.0.0.1', '10.255.255.255', '192.0.2.7', '192.0.2.8', '127.0.0.1'))
// Written-out forms only, since Node keeps `::ffff:102:304` as it is.
const v6 = fc.constantFrom('2001:db8:aa::1', '2001:db8:ab::1', '::1', '2001:DB8:0:0:0:0:0:9', 'fe80::1')
const hop = fc.oneof(
  { weight: 4, arbitrary: v4 },
  { weight: 2, arbitrary: v6 },
  v4.map((address) => `::ffff:${address}`),
  fc.tuple(v4, fc.integer({ min: 0, max: 70_000 })).map(([address, port]) => `${address}:${port}`),
  fc.tuple(v6, fc.integer({ min: 0, max: 70_000 })).map(([address, port]) => `[${address}]:${port}`),
  v6.map((address) => `[${address}]`),
  fc.constant('fe80::1%eth0'),
  fc.constantFrom(
    'a',
    '',
    ' ',
    'unknown',
    '1',
    '010.0.0.1',
    '0x7f.1',
    '1.2.3',
    '1.2.3.4.5',
    '[1.2.3.4]',
    '1.2.3.4:',
    '1.2.3.4 5.6.7.8',
    '"1.2.3.4"',
    'for=1.2.3.4',
    '[::1',
    '::1]:80',
    '\u0661.2.3.4',
  ),
)
const padded = fc.tuple(fc.constantFrom('', ' ', '\t'), hop, fc.constantFrom('', ' ')).map((parts) => parts.join(''))
const header = fc.array(padded, { minLength: 1, maxLength: 5 }).map((hops) => hops.join(','))

describe('network address', () => {
  it('chooses as the reference does in 3,000 generated header sets', () => {
    const socket = fc.oneof(
      v4,
      v6,
      v4.map((address) => `::ffff:${address}`),
    )
    fc.assert(
      fc.property(socket, fc.array(header, { maxLength: 3 }), (socketAddress, forwardedFor) => {
        expect(networkAddressOf({ socketAddress, forwardedFor, trustedProxies: trusted })).toBe(
          reference(socketAddress, forwardedFor),
        )
      }),
      { numRuns: 3000 },
    )
  })

  it('believes nobody unless told to', () => {
    fc.assert(
      fc.property(v4, fc.array(header, { maxLength: 3 }), (socketAddress, forwardedFor) => {
        expect(networkAddressOf({ socketAddress, forwardedFor, trustedProxies: [] })).toBe(socketAddress)
      }),
    )
  })

  it.each([
    ['the hop before the proxy', ['203.0.113.9'], '203.0.113.9'],
    ['not what the client put to the left', ['a, 127.0.0.1, 203.0.113.9'], '203.0.113.9'],
    ['through two proxies', ['198.51.100.1, 203.0.113.9, 10.2.3.4'], '203.0.113.9'],
    ['several headers as one list', ['198.51.100.1', '203.0.113.9, 10.2.3.4'], '203.0.113.9'],
    ['the left-most when all are proxies', ['10.9.9.9, 10.2.3.4'], '10.9.9.9'],
    ['the proxy itself when it forwards for nobody', [], '10.0.0.1'],
    ['an unreadable word of a proxy: nobody', ['203.0.113.9, a'], null],
    ['an empty header: nobody', [''], null],
    ['64 kB of commas: nobody', [','.repeat(65_536)], null],
    ['64 kB before a good one', [`${'x'.repeat(65_536)}, 203.0.113.9`], '203.0.113.9'],
  ])('%s', (_, forwardedFor, chosen) => {
    expect(networkAddressOf({ socketAddress: '10.0.0.1', forwardedFor, trustedProxies: trusted })).toBe(chosen)
  })

  it('takes a mapped network for the IPv4 one it means', () => {
    const asked = { socketAddress: '10.0.0.1', forwardedFor: ['203.0.113.9'], trustedProxies: ['::ffff:10.0.0.0/104'] }
    expect(networkAddressOf(asked)).toBe('203.0.113.9')
  })

  it('knows networks', () => {
    expect(['10.0.0.0/8', '10.1.2.3', '::1', 'fd00::/8'].every(isNetwork)).toBe(true)
    expect(['10/8', '10.0.0.0/33', '10.0.0.0/', 'all', '::1/129', 'fe80::1%eth0', '*'].some(isNetwork)).toBe(false)
  })

  it('knows this computer', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'].every(isLoopbackAddress)).toBe(true)
    expect(['128.0.0.1', '::2', 'localhost', ''].some(isLoopbackAddress)).toBe(false)
  })
})

describe('the network of one subscriber', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8::/64'],
    ['unknown', 'unknown'],
  ])('of %s is %s', (address, network) => expect(networkOf(address)).toBe(network))
})
