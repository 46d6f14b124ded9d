import type { Settings } from '@/lib/env'
import { keyFor } from '@/lib/secrets'
import { keepAuthSecret } from './data-dir'

/** From here on `settings()` of every module and every process we start gives the same, whole answer. */
export function putIntoEnvironment({ dataDir, publicUrl, authSecret }: Settings, databaseUrl: string) {
  process.env.DATABASE_URL = databaseUrl
  // What owns the trail is no business of what serves pages and mail. Empty, not gone: Next.js fills in from .env what is gone.
  process.env.DATABASE_OWNER_URL = ''
  process.env.AUTH_SECRET = authSecret || keepAuthSecret(dataDir)
  // What Next.js seals in a page. Its own of the build is the same everywhere, and public.
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = keyFor('actions', process.env.AUTH_SECRET).toString('base64')
  process.env.DATA_DIR = dataDir
  process.env.PUBLIC_URL = publicUrl
  process.env.AUTH_URL = publicUrl
}
