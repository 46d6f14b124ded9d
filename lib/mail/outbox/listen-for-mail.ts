import { Client } from 'pg'
import { now, SECOND } from '../../clock'
import { settings } from '../../env'
import type { Bell } from './bell'

/**
 * Rings when a mail comes due that is queued anywhere, over a connection of its own that no pooler may stand before. When the database goes away it tries
 * again every second; polling covers the meantime. Returns how to stop.
 */
export function listenForMail(bell: Bell): () => void {
  let client: Client | null = null
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  function again() {
    client = null
    if (!stopped) timer = setTimeout(connect, SECOND)
  }

  function connect() {
    const { databaseDirectUrl, databaseUrl } = settings()
    const mine = new Client({ connectionString: databaseDirectUrl ?? databaseUrl ?? undefined, keepAlive: true })
    client = mine
    mine.on('notification', ({ payload }) => bell.ring(untilDue(payload)))
    mine.on('error', () => void mine.end().catch(() => {}))
    mine.once('end', again)
    mine
      .connect()
      .then(() => mine.query('LISTEN mail'))
      .then(() => bell.ring())
      .catch(() => mine.end().catch(() => {}))
  }

  connect()
  return () => {
    stopped = true
    clearTimeout(timer)
    client?.end().catch(() => {})
  }
}

/** Milliseconds until a mail is due, of which whoever queued it tells in milliseconds since 1970. What tells nothing of the kind is due at once. */
const untilDue = (payload = '') => Math.max(0, Number(payload) - now().getTime()) || 0
