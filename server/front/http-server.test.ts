import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { closeServer, listen } from './http-server'

/** Seconds for which a proxy keeps a connection on which nothing is asked: Caddy's 2 minutes, the longest of those we name. */
const PROXY = 120

it('is not the first to close a connection that a proxy keeps, on which a form may be under way', async () => {
  const server = await listen(0, async (_request, response) => void response.end(), { upgrades: false })
  try {
    const { port } = server.address() as AddressInfo
    const { headers } = await fetch(`http://127.0.0.1:${port}`)
    expect(Number(/timeout=(\d+)/.exec(headers.get('keep-alive')!)![1])).toBeGreaterThan(PROXY)
  } finally {
    await closeServer(server, performance.now())
  }
})
