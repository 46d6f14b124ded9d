import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { settings } from '../env'
import { goOutside } from './within'

/** Milliseconds for the whole exchange. */
const PATIENCE = 5000

/**
 * Posts traces, as JSON, to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names: no caller can name another, and a
 * redirect is not followed. Throws where it does not take them, or not within 5 s.
 */
export function handTraces(traces: Uint8Array): Promise<void> {
  const url = settings().tracesUrl
  if (!url) throw new Error('No collector is named: OTEL_EXPORTER_OTLP_ENDPOINT is not set.')
  const headers = { 'Content-Type': 'application/json', 'Content-Length': traces.byteLength }
  const request = url.startsWith('https:') ? overHttps : overHttp
  return goOutside(
    () =>
      new Promise((resolve, reject) => {
        const sent = request(
          url,
          { method: 'POST', headers, agent: false, signal: AbortSignal.timeout(PATIENCE) },
          ({ statusCode = 0 }) => {
            // What it has to say of them is of no use here.
            sent.destroy()
            if (statusCode >= 200 && statusCode < 300) resolve()
            else reject(new Error(`it answered ${statusCode}`))
          },
        )
        sent.on('error', reject)
        sent.end(traces)
      }),
  )
}
