import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { CHUNK } from '../server/doors/parts'

// The least Node program that sends a file: no session, no decision, no record; chunks as large as ours.
const [, , place = '', port] = process.argv
const size = statSync(place).size

createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': size })
  createReadStream(place, { highWaterMark: CHUNK }).pipe(response)
}).listen(Number(port), '127.0.0.1')
