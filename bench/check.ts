import { Agent, request } from 'node:http'
import path from 'node:path'
import { freePort } from '../e2e/fixtures/free-port'
import { type Foyer, signIn } from './foyer'
import { measure, type Plan, run } from './load'
import type { MailSink } from './mail-sink'
import { cpuSeconds, ready, start } from './processes'
import { addressOf } from './seed'

/**
 * What a proxy would ask of each request: who sends it, and may they. Beside a bare server that finds a row by a key, in a
 * process of its own with the same pool.
 */
export async function measureCheck({ origin, databaseUrl, dataDir, database }: Foyer, sink: MailSink, plan: Plan) {
  const agent = new Agent({ keepAlive: true })
  const address = addressOf('reader', 1)
  const { cookie } = await signIn(origin, agent, sink, address)
  const servers = await Promise.all(['/check', '/bare'].map((at) => serve(at, { databaseUrl, dataDir, origin })))
  try {
    const headers = { cookie, 'x-key': address }
    const subjects = servers.map(({ at, port, running }) => ({
      name: at.slice(1),
      once: () => expect204({ port, path: at, headers, agent }),
      cpu: () => cpuSeconds(running.pid),
      database,
    }))
    for (const each of subjects) await run(each, { ...plan, seconds: 5 })
    return await measure(subjects, plan, 'cpu')
  } finally {
    for (const { running } of servers) await running.stop()
    agent.destroy()
  }
}

type Surroundings = Pick<Foyer, 'databaseUrl' | 'dataDir' | 'origin'>

async function serve(at: string, { databaseUrl, dataDir, origin }: Surroundings) {
  const port = await freePort()
  const running = start(
    ['--import', 'tsx', path.join(import.meta.dirname, 'check-server.ts'), String(port)],
    path.join(import.meta.dirname, '..'),
    { DATABASE_URL: databaseUrl, DATA_DIR: dataDir, PUBLIC_URL: origin },
  )
  await ready(`http://127.0.0.1:${port}${at}`, running, 401)
  return { at, port, running }
}

const expect204 = (asked: { port: number; path: string; headers: Record<string, string>; agent: Agent }) =>
  new Promise<void>((resolve, reject) => {
    request({ ...asked, host: '127.0.0.1' }, (response) => {
      response.resume()
      response.on('end', () =>
        response.statusCode === 204 ? resolve() : reject(new Error(`${asked.path}: ${response.statusCode}`)),
      )
    })
      .on('error', reject)
      .end()
  })
