import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'

let collector: Server
let origin: string
const posted: string[] = []
let answer = { status: 200, headers: {} }

beforeAll(async () => {
  collector = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    void text(request).then((sent) => {
      posted.push(`${request.method} ${request.url} ${request.headers['content-type']} ${sent}`)
      response.writeHead(answer.status, answer.headers).end('{"partialSuccess":{}}')
    })
  }).listen(0, '127.0.0.1')
  await once(collector, 'listening')
  origin = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
})

afterAll(() => void collector.close())

beforeEach(() => {
  posted.length = 0
  vi.resetModules()
  vi.unstubAllEnvs()
})

async function hand(endpoint: string) {
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', endpoint)
  return (await import('./hand-traces')).handTraces(Buffer.from('{"resourceSpans":[]}'))
}

it.each(['', '/', '/otlp', '/otlp/'])('posts to the collector that is named, at %j', async (path) => {
  answer = { status: 200, headers: {} }
  await hand(origin + path)
  expect(posted).toEqual([`POST ${path.replace(/\/$/, '')}/v1/traces application/json {"resourceSpans":[]}`])
})

it.each([400, 404, 429, 503])('says so where it answers %i', async (status) => {
  answer = { status, headers: {} }
  await expect(hand(origin)).rejects.toThrow(`it answered ${status}`)
})

it('follows nobody elsewhere', async () => {
  answer = { status: 307, headers: { location: `${origin}/elsewhere` } }
  await expect(hand(origin)).rejects.toThrow('it answered 307')
  expect(posted).toHaveLength(1)
})

it('says so where nobody is there, and hands nothing to anybody where none is named', async () => {
  await expect(hand('http://127.0.0.1:1')).rejects.toThrow('ECONNREFUSED')
  vi.resetModules()
  await expect(hand('')).rejects.toThrow('OTEL_EXPORTER_OTLP_ENDPOINT is not set')
})
