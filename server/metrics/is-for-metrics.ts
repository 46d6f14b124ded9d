import type { IncomingMessage } from 'node:http'

/** Whether a request is for the figures: GET or HEAD of `/api/metrics`. */
export const isForMetrics = ({ method, url }: IncomingMessage) =>
  (method === 'GET' || method === 'HEAD') && /^\/api\/metrics(?:\?|$)/.test(url ?? '')
