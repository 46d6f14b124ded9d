import { afterEach, expect, it, vi } from 'vitest'
import { after, HOUR, now, SECOND } from '@/lib/clock'
import { watchForProxies } from './unbelieved-proxy'

type Request = Parameters<ReturnType<typeof watchForProxies>['note']>[0]

const from = (remoteAddress: string, headers: Record<string, string> = { 'x-forwarded-for': '203.0.113.9' }) =>
  ({ socket: { remoteAddress }, headers }) as Request
afterEach(() => vi.useRealTimers())

it.each([
  ['127.0.0.1', '127.0.0.1'],
  ['::ffff:10.0.0.5', '10.0.0.5'],
  ['::1', '::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['172.17.0.1', '172.17.0.1'],
])('a connection from %s that forwards is a proxy', (remoteAddress, address) => {
  const proxies = watchForProxies(['192.168.0.0/16'])
  proxies.note(from(remoteAddress))
  expect(proxies.address).toBe(address)
})

it.each([
  ['a stranger who says so', from('198.51.100.7')],
  ['a stranger over IPv6', from('2001:db8::1')],
  ['one that is trusted', from('::ffff:192.168.3.4')],
  ['this computer itself', from('127.0.0.1', {})],
])('%s is none', (_, request) => {
  const proxies = watchForProxies(['192.168.0.0/16'])
  proxies.note(request)
  expect(proxies.address).toBeUndefined()
})

it('is forgotten an hour after its last request, whatever strangers send', () => {
  const proxies = watchForProxies([])
  proxies.note(from('10.0.0.5'))
  vi.useFakeTimers({ toFake: ['Date'], now: after(now(), HOUR - SECOND) })
  proxies.note(from('198.51.100.7'))
  expect(proxies.address).toBe('10.0.0.5')
  vi.setSystemTime(after(now(), 2 * SECOND))
  expect(proxies.address).toBeUndefined()
})
