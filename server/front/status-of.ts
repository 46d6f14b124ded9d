import type { ServerResponse } from 'node:http'

/** What proxies write down for a reader who left before there was an answer. */
const READER_GONE = 499

/** How a request ended, once its answer is closed. */
export const statusOf = ({ headersSent, statusCode }: ServerResponse) => (headersSent ? statusCode : READER_GONE)
