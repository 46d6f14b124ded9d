import { Client } from 'pg'
import { SECOND } from '../../clock'
import { settings } from '../../env'
import type { Bell } from './bell'

/**
 * Rings whenever a mail is queued anywhere, over a connection of its own that no pooler may stand before. When the database goes away it tries
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
    mine.on('notification', () => bell.ring())
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
