import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { root } from './root.js'
import { say } from './say.js'

const file = path.join(root, '.tmp/setting-up')

/** Milliseconds between signs of life, and without one, until whoever holds the lock counts as gone. */
const SIGN = 1000
const GONE = 15_000

/** Does `work` while nobody else in this checkout does the like. A holder that was killed holds nothing. */
export async function alone(work) {
  mkdirSync(path.dirname(file), { recursive: true })
  await acquire()
  const alive = setInterval(() => touch(file), SIGN)
  try {
    return await work()
  } finally {
    clearInterval(alive)
    if (holder() === String(process.pid)) rmSync(file, { force: true })
  }
}

async function acquire() {
  for (let said = false; !take(); said = true) {
    if (!said) say('Another start is setting up: waiting for it.')
    if (isAbandoned()) takeAway()
    await wait(200)
  }
}

/** Complete before it has its name, so nobody reads half of it. */
function take() {
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    linkSync(mine, file)
    return true
  } catch {
    return false
  } finally {
    rmSync(mine, { force: true })
  }
}

function isAbandoned() {
  const there = statSync(file, { throwIfNoEntry: false })
  return there !== undefined && (Date.now() - there.mtimeMs > GONE || !isAlive(Number(holder())))
}

/** Of several that find it abandoned, one moves it aside; who moved a fresh one puts it back. */
function takeAway() {
  const aside = `${file}.${process.pid}.gone`
  const was = holder()
  try {
    renameSync(file, aside)
    if (readFileSync(aside, 'utf8') !== was) linkSync(aside, file)
  } catch {
    // Somebody else was faster.
  }
  rmSync(aside, { force: true })
}

function holder() {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function touch(place) {
  const at = new Date()
  try {
    utimesSync(place, at, at)
  } catch {
    // Taken away meanwhile; then there is nothing to keep alive.
  }
}
