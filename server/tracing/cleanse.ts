import type { Attributes } from '@opentelemetry/api'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import { isRoute } from '../front/route-of'

/** Of the spans that are ours; their names are made of closed lists. */
export const OURS = 'foyer'

const isNumber = (value: unknown) => typeof value === 'number'
/** Anybody may make a method up. */
export const isMethod = (value: unknown) => /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(String(value))
const isType = (value: unknown) => /^[A-Za-z]{1,40}\.[A-Za-z]{1,40}$/.test(String(value))

/** What may leave, and in which form. Everything else stays: paths with tokens, addresses, texts of errors. */
const allowed: Record<string, (value: unknown) => boolean> = {
  'http.method': isMethod,
  'http.request.method': isMethod,
  'http.response.status_code': isNumber,
  'http.status_code': isNumber,
  'http.route': (value) => isRoute(String(value)),
  'next.route': (value) => isRoute(String(value)),
  'next.span_type': isType,
}

/** The span as a collector may see it. One that is not ours is named by its kind, since its own name may hold a path. */
export function cleanse(span: ReadableSpan): ReadableSpan {
  const { kind, parentSpanContext, startTime, endTime, duration, ended, resource, instrumentationScope, status } = span
  const type = span.attributes['next.span_type']
  return {
    name: instrumentationScope.name === OURS ? span.name : isType(type) ? String(type) : 'other',
    attributes: Object.fromEntries(
      Object.entries(span.attributes).filter(([name, value]) => allowed[name]?.(value)),
    ) as Attributes,
    status: { code: status.code },
    links: [],
    events: [],
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
    spanContext: () => ({ ...span.spanContext(), traceState: undefined }),
    ...{ kind, parentSpanContext, startTime, endTime, duration, ended, resource, instrumentationScope },
  }
}
