import { chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { CannotStart } from '../process/cannot-start'
import { joinPostgres, startPostgres } from './postgres'
import { preparePostgresHome } from './postgres-home'
import { launchPostmaster, stopPostmaster } from './postmaster'

let place = ''
let directory = ''
beforeEach(() => {
  place = mkdtempSync(path.join(os.tmpdir(), 'foyer-postgres-'))
  directory = path.join(place, 'postgres')
})
afterEach(async () => {
  await stopPostmaster(directory, performance.now() + 5000)
  rmSync(place, { recursive: true, force: true })
})

async function ask<Row extends object>(url: string, query: string): Promise<Row[]> {
  const client = new Client(url)
  await client.connect()
  try {
    return (await client.query<Row>(query)).rows
  } finally {
    await client.end()
  }
}

/** A stopped database as the version before left it: one account, nobody else let in. */
async function makeOlder() {
  const { ownerUrl, stop } = await startPostgres(directory)
  await ask(ownerUrl, 'CREATE TABLE kept AS SELECT 1 AS one; DROP ROLE foyer_app')
  await stop()
  writeFileSync(path.join(directory, 'pg_hba.conf'), 'local all foyer peer map=foyer\n')
  writeFileSync(path.join(directory, 'pg_ident.conf'), `foyer "${os.userInfo().username}" foyer\n`)
  return ownerUrl
}

const whoAmI = `SELECT current_user AS name, usesuper AS almighty, has_database_privilege(current_database(), 'CREATE') AS creates FROM pg_user WHERE usename = current_user`

it('lets the application in as an account that is no superuser, also on a database of the version before', async () => {
  await makeOlder()
  const { url, ownerUrl, stop } = await startPostgres(directory)
  expect(await ask(url, whoAmI)).toEqual([{ name: 'foyer_app', almighty: false, creates: false }])
  expect(await ask(ownerUrl, 'SELECT one FROM kept')).toEqual([{ one: 1 }])
  await expect(ask(url, 'SELECT one FROM kept')).rejects.toThrow(/permission denied/)
  await stop()
})

it.runIf(process.getuid?.() === 0).each([
  ['all of it', '.'],
  ['what is in it', 'PG_VERSION'],
])('says in one line how to give back a database that was copied by root, %s', async (_what, place) => {
  const { stop } = await startPostgres(directory)
  await stop()
  const { uid, gid } = statSync(directory)
  chownSync(path.join(directory, place), 0, 0)
  for (const open of [startPostgres, joinPostgres])
    await expect(open(directory)).rejects.toThrow(
      new CannotStart(
        `${path.join(directory, place)} belongs to another account than the one that runs PostgreSQL: as root, run chown -R ${uid}:${gid} ${directory}`,
      ),
    )
  chownSync(path.join(directory, place), uid, gid)
  await (await startPostgres(directory)).stop()
})

it('has a server that was left running read anew who may come in', async () => {
  const ownerUrl = await makeOlder()
  launchPostmaster(preparePostgresHome(directory), directory)
  const isUp = () =>
    ask(ownerUrl, 'SELECT 1').then(
      () => true,
      () => false,
    )
  while (!(await isUp())) await wait(20)
  const [before] = await ask<{ at: Date }>(ownerUrl, 'SELECT pg_postmaster_start_time() AS at')
  const { url, stop } = await startPostgres(directory)
  expect(await ask(url, 'SELECT pg_postmaster_start_time() AS at')).toEqual([before])
  expect(await ask(url, whoAmI)).toMatchObject([{ name: 'foyer_app' }])
  await stop()
})
