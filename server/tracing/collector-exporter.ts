import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer'
import type { SpanExporter } from '@opentelemetry/sdk-trace'
import { log } from '@/lib/log/log'
import { handTraces } from '@/lib/outside/hand-traces'
import { cleanse } from './cleanse'

/** Hands spans, cleansed, to the collector. One that does not take them is told of once, until it takes some again. */
export function createExporter(hand: typeof handTraces = handTraces): SpanExporter {
  let failing = false
  const under = new Set<Promise<void>>()
  const send = async (traces: Uint8Array) => {
    try {
      await hand(traces)
      failing = false
      return true
    } catch (error) {
      if (!failing)
        log.warn(
          'Traces could not be handed to the collector of OTEL_EXPORTER_OTLP_ENDPOINT. They are dropped until it takes them.',
          { error },
        )
      failing = true
      return false
    }
  }
  return {
    export(spans, done) {
      const traces = JsonTraceSerializer.serializeRequest(spans.map(cleanse))
      // 0: handed over, 1: dropped.
      const one: Promise<void> = send(traces ?? new Uint8Array()).then((taken) => done({ code: taken ? 0 : 1 }))
      under.add(one)
      void one.finally(() => under.delete(one))
    },
    forceFlush: async () => void (await Promise.all(under)),
    shutdown: async () => void (await Promise.all(under)),
  }
}
