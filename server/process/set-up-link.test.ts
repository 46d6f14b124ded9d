import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { laySetUpLink } from './set-up-link'

let dataDir: string
beforeEach(() => void (dataDir = mkdtempSync(path.join(os.tmpdir(), 'foyer-link-'))))
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

it('lies where this account alone reads it, the newest one, until there is none', () => {
  for (const link of ['http://localhost:3000/setup/a', 'http://localhost:3000/setup/b']) {
    const file = laySetUpLink(dataDir, link)!
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual([`${link}\n`, 0o600])
  }
  expect(laySetUpLink(dataDir, null)).toBeNull()
  expect(existsSync(path.join(dataDir, 'set-up-link'))).toBe(false)
})
