import { SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { describe, expect, it } from 'vitest'
import { cleanse } from './cleanse'
import { createExporter } from './collector-exporter'

const token = 'k3Jd9sQ-this-opens-the-share'
const address = 'nicole@contoso.example'

/** A span as Next.js would make one of a page that is opened by a mailed link, and that fails. */
function spanOf(scope: string, name: string) {
  const exporter = new InMemorySpanExporter()
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] })
  const attributes = {
    'http.method': 'GET',
    'http.target': `/links/${token}?address=${address}`,
    'http.route': '/links/[token]',
    'next.route': `/links/${token}`,
    'next.span_name': `GET /links/${token}`,
    'next.span_type': 'BaseServer.handleRequest',
    'http.status_code': 500,
    'error.type': address,
    [`path /links/${token}`]: 1,
  }
  const span = provider.getTracer(scope).startSpan(name, {
    kind: SpanKind.SERVER,
    attributes,
    links: [{ context: { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 }, attributes: { token } }],
  })
  span.recordException(new Error(`${address} may not open ${token}`))
  span.setStatus({ code: SpanStatusCode.ERROR, message: `${address} may not open ${token}` })
  span.end()
  return exporter.getFinishedSpans()[0]!
}

describe('what leaves of a span', () => {
  it('is nothing that was in a path, a query, a name that is not ours or an error', async () => {
    let posted = ''
    const exporter = createExporter(async (traces) => void (posted = Buffer.from(traces).toString('utf8')))
    await new Promise((done) =>
      exporter.export([spanOf('next.js', `GET /links/${token}`), spanOf('some library', address)], done),
    )
    expect(posted).toContain('BaseServer.handleRequest')
    expect(posted).not.toMatch(/k3Jd9sQ|nicole|contoso|links\/[^[]/)
  })

  it('is which page, how it ended, and how long it took', () => {
    const { name, attributes, status, events, links } = cleanse(spanOf('next.js', `GET /links/${token}`))
    expect({ name, attributes, status, events, links }).toEqual({
      name: 'BaseServer.handleRequest',
      attributes: {
        'http.method': 'GET',
        'http.route': '/links/[token]',
        'next.span_type': 'BaseServer.handleRequest',
        'http.status_code': 500,
      },
      status: { code: SpanStatusCode.ERROR },
      events: [],
      links: [],
    })
    expect(cleanse(spanOf('foyer', 'GET /links/[token]')).name).toBe('GET /links/[token]')
  })
})
