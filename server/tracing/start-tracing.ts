import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Span } from '@opentelemetry/api'
import { traceBy } from '@/lib/traced'
import { routeOf } from '../front/route-of'
import { statusOf } from '../front/status-of'
import { isMethod, OURS } from './cleanse'

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export type Tracing = {
  /** Has each request that `answer` answers be a trace, with what Next.js tells of it. */
  watch: (answer: Answer) => Answer
  /** Hands over what is left. */
  stop: () => Promise<void>
}

/** What is asked every few seconds by whoever watches, and files of the build: no traces are made of them. */
const untold = /^\/(?:api\/(?:health|metrics)|_next)\b/

/** Loads OpenTelemetry, and has everything that is `traced` told to the collector. `part`: which of our processes this is. */
export async function startTracing({ version, part }: { version: string; part: 'web' | 'worker' }): Promise<Tracing> {
  const { context, SpanKind, SpanStatusCode, trace } = await import('@opentelemetry/api')
  const { AsyncLocalStorageContextManager } = await import('@opentelemetry/context-async-hooks')
  const { resourceFromAttributes } = await import('@opentelemetry/resources')
  const { BatchSpanProcessor, TracerProvider } = await import('@opentelemetry/sdk-trace')
  const { createExporter } = await import('./collector-exporter')
  const resource = resourceFromAttributes({
    'service.name': 'foyer',
    'service.version': version,
    'foyer.process': part,
  })
  const provider = new TracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor({ exporter: createExporter() })],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager())
  trace.setGlobalTracerProvider(provider)
  const tracer = trace.getTracer(OURS)
  const failed = (span: Span) => span.setStatus({ code: SpanStatusCode.ERROR })
  traceBy((name, work) =>
    tracer.startActiveSpan(name, async (span) => {
      try {
        return await work()
      } catch (error) {
        failed(span)
        throw error
      } finally {
        span.end()
      }
    }),
  )
  const begin = (request: IncomingMessage, response: ServerResponse) => {
    const route = routeOf(request.url)
    const attributes = { 'http.request.method': request.method, 'http.route': route }
    // A trace of its own, whatever a stranger says that it belongs to.
    const span = tracer.startSpan(`${methodOf(request)} ${route}`, { kind: SpanKind.SERVER, root: true, attributes })
    response.once('close', () => {
      const status = statusOf(response)
      span.setAttribute('http.response.status_code', status)
      if (status >= 500) failed(span)
      span.end()
    })
    return trace.setSpan(context.active(), span)
  }
  return {
    watch: (answer) => (request, response) =>
      untold.test(request.url ?? '')
        ? answer(request, response)
        : context.with(begin(request, response), () => answer(request, response)),
    stop: () => provider.shutdown(),
  }
}

/** Names are of a closed list. */
const methodOf = ({ method }: IncomingMessage) => (isMethod(method) ? method : 'other')
