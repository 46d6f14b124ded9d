import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { Agent } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import type { MailSink } from './mail-sink'
import { freePort } from '../e2e/fixtures/free-port'
import { cpuSeconds, databaseSeconds, finish, ready, residentBytes, start } from './processes'
import { copyTree } from './tree'
import { Visitor, expectPage } from './visitor'

export type Foyer = Awaited<ReturnType<typeof startFoyer>>

/** The product as `npm start` builds and starts it: its own PostgreSQL, worker and front server, in a directory of its own. */
export async function startFoyer(sink: MailSink) {
  const place = mkdtempSync(path.join(os.tmpdir(), 'foyer-bench-'))
  const [tree, dataDir] = [path.join(place, 'tree'), path.join(place, 'data')]
  copyTree(tree)
  await finish(['bin/build.js'], tree)
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const server = start(['bin/start.js'], tree, {
    PORT: String(port),
    DATA_DIR: dataDir,
    SMTP_URL: sink.url,
    MAIL_FROM: 'Foyer <foyer@woodgrove.example>',
    ORGANIZATION_NAME: 'Woodgrove Bank',
    ADMIN_EMAIL: 'adele@woodgrove.example',
    // Every sign-in of a run comes from a browser that nobody knows.
    CODES_AN_HOUR: '1000000000',
  })
  await ready(`${origin}/api/health`, server)
  const { pid, output } = server
  const stop = async () => {
    await server.stop()
    rmSync(place, { recursive: true, force: true })
  }
  return {
    origin,
    dataDir,
    cpu: () => cpuSeconds(pid),
    database: () =>
      databaseSeconds(Number(readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])),
    memory: () => residentBytes(pid),
    output,
    stop,
    ...databaseIn(dataDir),
  }
}

function databaseIn(dataDir: string) {
  const url = (name: string) =>
    `postgresql://foyer@localhost/${name}?host=${encodeURIComponent(path.join(dataDir, 'postgres'))}`
  const connect = async () => {
    const client = new Client(url('foyer'))
    await client.connect()
    return client
  }
  const createDatabase = async (name: string) => {
    const client = await connect()
    await client.query(`CREATE DATABASE ${name}`)
    await client.end()
    return url(name)
  }
  return { databaseUrl: url('foyer'), connect, createDatabase }
}

/** Five requests, as a browser without JavaScript makes them: two pages with forms, two forms sent, the first page. */
export async function signIn(origin: string, agent: Agent, sink: MailSink, address: string) {
  const visitor = new Visitor(origin, agent)
  const page = expectPage(await visitor.get('/sign-in'), 'Send code')
  const asked = expectPage(await visitor.submit(page, { Email: address }), 'Verify')
  const code = await sink.codeFor(address)
  expectPage(await visitor.submit(asked, { Code: code }), 'Shared with me')
  return visitor
}
