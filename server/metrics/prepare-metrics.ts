import type { IncomingMessage, ServerResponse } from 'node:http'
import { timingSafeEqual } from 'node:crypto'
import { hashToken } from '@/lib/secrets'
import { oneAtATime } from '../process/one-at-a-time'
import { routeOf } from '../front/route-of'
import { statusOf } from '../front/status-of'
import { answerPlainly } from '../doors/plain-answer'
import { createGathering, type Sources } from './figures'
import { createRegistry, type Metrics } from './registry'
import { countUnderWay } from './under-way'

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export type Watching = {
  /** Answers `/api/metrics`. */
  metrics: Answer
  /** Measures what `answer` answers. */
  watch: (answer: Answer) => Answer
}

/** Makes ready what `METRICS_TOKEN` opens: from here on every request is measured. `patience`: milliseconds for the database. */
export async function prepareMetrics(token: string, sources: Sources, patience?: number): Promise<Watching> {
  const made = await createRegistry()
  const underWay = countUnderWay()
  const gather = createGathering(sources, underWay.now, patience)
  // Of many that ask at once all are told what the first is.
  const tell = oneAtATime(async () => {
    made.write(await gather())
    return made.registry.metrics()
  })
  return {
    metrics: async (request, response) => {
      if (!shows(request, token))
        return answerPlainly(
          request,
          response,
          401,
          'Figures are for whoever shows the token of METRICS_TOKEN, as Authorization: Bearer.',
          { 'WWW-Authenticate': 'Bearer' },
        )
      const body = await tell()
      response.writeHead(200, { 'Content-Type': made.registry.contentType, 'Content-Length': Buffer.byteLength(body) })
      response.end(request.method === 'HEAD' ? undefined : body)
    },
    watch: (answer) => (request, response) => {
      const route = routeOf(request.url)
      underWay.enter(request, response, route)
      measure(made.durations, response, route)
      return answer(request, response)
    },
  }
}

/** Compares hashes: how long that takes says nothing of the token. */
function shows({ headers }: IncomingMessage, token: string) {
  const [, shown] = /^Bearer +([\x21-\x7e]+)$/i.exec(headers.authorization ?? '') ?? []
  return shown !== undefined && timingSafeEqual(hashToken(shown), hashToken(token))
}

function measure(durations: Metrics['durations'], response: ServerResponse, route: string) {
  const begun = performance.now()
  response.once('close', () =>
    durations.observe({ route, status: statusOf(response) }, (performance.now() - begun) / 1000),
  )
}
