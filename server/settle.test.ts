import { afterEach, expect, it, vi } from 'vitest'
import { readSettings } from '@/lib/env'
import { settle } from './settle'

afterEach(() => vi.unstubAllEnvs())

it('leaves what follows the application’s account alone, and nothing that a file would fill in again', () => {
  for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'AUTH_SECRET', 'DATA_DIR', 'PUBLIC_URL', 'AUTH_URL']) vi.stubEnv(name, process.env[name])
  const given = { DATABASE_URL: 'postgresql://app@db.example/foyer', DATABASE_OWNER_URL: 'postgresql://owner@db.example/foyer', AUTH_SECRET: 'a secret of forty characters, or nearly so' }
  vi.stubEnv('DATABASE_OWNER_URL', given.DATABASE_OWNER_URL)
  settle(readSettings(given), given.DATABASE_URL)
  expect(process.env.DATABASE_URL).toBe(given.DATABASE_URL)
  expect(process.env.DATABASE_OWNER_URL).toBe('')
  expect(JSON.stringify(process.env)).not.toContain('owner@db.example')
  expect(readSettings(process.env).databaseOwnerUrl).toBeNull()
})
