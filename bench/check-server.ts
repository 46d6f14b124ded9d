import { createServer, type IncomingMessage } from 'node:http'
import { callerOf } from '../server/doors/caller-of'
import { may } from '../lib/access/decide'
import { pool } from '../lib/db/client'
import { callerId } from '../lib/principal'

// Two answers to a cookie: `/check` is who sends it and whether they may list what is shared with them, `/bare` is a
// row found by a key.
const [, , port] = process.argv

const environment = { networkAddress: '127.0.0.1', userAgent: 'Foyer bench' }

async function check(request: IncomingMessage) {
  const caller = await callerOf(request, environment)
  const id = callerId(caller)
  return id && may(caller, 'inbox.list', { principalId: id }) ? id : null
}

async function bare(request: IncomingMessage) {
  const values = [request.headers['x-key']]
  const { rows } = await pool().query<{ id: string }>({
    name: 'bare',
    text: 'SELECT id FROM "Principal" WHERE address = $1',
    values,
  })
  return rows[0]?.id ?? null
}

createServer((request, response) => {
  void (request.url === '/bare' ? bare(request) : check(request)).then((id) =>
    response.writeHead(id ? 204 : 401, { 'x-principal': id ?? '' }).end(),
  )
}).listen(Number(port), '127.0.0.1')
