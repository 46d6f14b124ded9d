import { Client } from 'pg'
import { now, SECOND } from '../../clock'
import { settings } from '../../env'
import type { Bell } from './bell'

/**
 * Rings the bell when a mail comes due that any process has queued. Listens over a connection of its own, which must not go
 * through a pooler. Connects again every second while the database can't be reached; polling covers the meantime. Returns
 * the function that stops it.
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

/**
 * Returns the milliseconds until a mail is due. The payload is that time in milliseconds since 1970; any other payload
 * means that the mail is due at once.
 */
const untilDue = (payload = '') => Math.max(0, Number(payload) - now().getTime()) || 0
