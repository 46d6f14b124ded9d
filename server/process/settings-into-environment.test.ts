import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { readSettings } from '@/lib/env'
import { putIntoEnvironment } from './settings-into-environment'

const names = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'AUTH_SECRET',
  'DATA_DIR',
  'PUBLIC_URL',
  'AUTH_URL',
  'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY',
]
beforeEach(() => names.forEach((name) => vi.stubEnv(name, process.env[name])))

afterEach(() => vi.unstubAllEnvs())

it('leaves what follows the application’s account alone, and nothing that a file would fill in again', () => {
  const given = {
    DATABASE_URL: 'postgresql://app@db.example/foyer',
    DATABASE_OWNER_URL: 'postgresql://owner@db.example/foyer',
    AUTH_SECRET: 'a secret of forty characters, or nearly so',
  }
  vi.stubEnv('DATABASE_OWNER_URL', given.DATABASE_OWNER_URL)
  putIntoEnvironment(readSettings(given), given.DATABASE_URL)
  expect(process.env.DATABASE_URL).toBe(given.DATABASE_URL)
  expect(process.env.DATABASE_OWNER_URL).toBe('')
  expect(JSON.stringify(process.env)).not.toContain('owner@db.example')
  expect(readSettings(process.env).databaseOwnerUrl).toBeNull()
})

it('has Next.js seal with a key of this installation’s secret, the same on each of its instances, and never with the build’s', async () => {
  const keyOf = (AUTH_SECRET: string) => {
    vi.stubEnv('NEXT_SERVER_ACTIONS_ENCRYPTION_KEY', 'whatever the environment says')
    putIntoEnvironment(readSettings({ AUTH_SECRET }), 'postgresql://app@db.example/foyer')
    return process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY!
  }
  const other = keyOf('another secret of forty characters, or so')
  const key = keyOf('a secret of forty characters, or nearly so')
  expect(Buffer.from(key, 'base64')).toHaveLength(32)
  expect([keyOf('a secret of forty characters, or nearly so') === key, other === key]).toEqual([true, false])
  expect(await nextsKey({ encryptionKey: Buffer.alloc(32, 'the build’s').toString('base64') })).toBe(key)
})

/** The key that Next.js takes beside a build's manifest. */
async function nextsKey(manifest: { encryptionKey: string }) {
  const { setManifestsSingleton } = await import('next/dist/server/app-render/manifests-singleton')
  const { getActionEncryptionKey } = await import('next/dist/server/app-render/encryption-utils')
  type Manifests = Parameters<typeof setManifestsSingleton>[0]
  setManifestsSingleton({
    page: '/page',
    clientReferenceManifest: {} as Manifests['clientReferenceManifest'],
    serverActionsManifest: { node: {}, edge: {}, ...manifest } as Manifests['serverActionsManifest'],
  })
  return Buffer.from(await crypto.subtle.exportKey('raw', await getActionEncryptionKey())).toString('base64')
}
