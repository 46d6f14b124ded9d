import type { Figures } from './figures'

/** A figure's value under each of its labels. */
type Values = [labels: Record<string, string>, value: number][]

export type Reading = { name: string; help: string; labels?: string[]; read: (figures: Figures) => Values }

const poolsOf = ({ pools }: Figures) =>
  Object.entries(pools).flatMap(([process, pool]) => (pool ? [{ process, pool }] : []))

const plain = (value: number | undefined): Values => (value === undefined ? [] : [[{}, value]])

/** What is as high as it is now. What could not be found out is left out. */
export const gauges: readonly Reading[] = [
  {
    name: 'foyer_build_info',
    help: 'Always 1; its labels say which version and build this is.',
    labels: ['version', 'build'],
    read: ({ build }) => [[build, 1]],
  },
  {
    name: 'foyer_http_requests_in_progress',
    help: 'Requests under way.',
    read: ({ underWay }) => plain(underWay.requests),
  },
  {
    name: 'foyer_uploads_in_progress',
    help: 'Files on their way in.',
    read: ({ underWay }) => plain(underWay.uploads),
  },
  {
    name: 'foyer_downloads_in_progress',
    help: 'Files on their way out.',
    read: ({ underWay }) => plain(underWay.downloads),
  },
  {
    name: 'foyer_disk_size_bytes',
    help: 'Size of the disk that DATA_DIR lies on.',
    read: ({ disk }) => plain(disk?.size),
  },
  {
    name: 'foyer_disk_free_bytes',
    help: 'What is free on the disk that DATA_DIR lies on.',
    read: ({ disk }) => plain(disk?.free),
  },
  {
    name: 'foyer_database_up',
    help: '1 if the database answered within two seconds, else 0.',
    read: ({ stored }) => plain(stored ? 1 : 0),
  },
  {
    name: 'foyer_database_connections',
    help: 'Connections to the database, of the process that serves pages (web) and of its worker.',
    labels: ['process', 'state'],
    read: (figures) =>
      poolsOf(figures).flatMap(({ process, pool }): Values => [
        [{ process, state: 'in_use' }, pool.inUse],
        [{ process, state: 'idle' }, pool.idle],
      ]),
  },
  {
    name: 'foyer_database_connections_max',
    help: 'Connections that a process may hold (DATABASE_POOL).',
    labels: ['process'],
    read: (figures) => poolsOf(figures).map(({ process, pool }) => [{ process }, pool.size]),
  },
  {
    name: 'foyer_database_waiting',
    help: 'Questions that wait for a connection.',
    labels: ['process'],
    read: (figures) => poolsOf(figures).map(({ process, pool }) => [{ process }, pool.waiting]),
  },
  {
    name: 'foyer_mails_waiting',
    help: 'Mails in the outbox that are still to be sent, of the 10,000 that come due next: queued, or maybe-sent and tried once more.',
    labels: ['state'],
    read: ({ stored }) =>
      stored
        ? [
            [{ state: 'queued' }, stored.mail.queued],
            [{ state: 'maybe-sent' }, stored.mail.maybeSent],
          ]
        : [],
  },
  {
    name: 'foyer_mails_oldest_waiting_seconds',
    help: 'For how long the oldest mail has waited that could have left by now; 0 where none waits.',
    read: ({ stored }) => plain(stored?.mail.oldestSeconds),
  },
  {
    name: 'foyer_job_last_success_timestamp_seconds',
    help: 'When a periodic job last ran well, on any instance.',
    labels: ['job'],
    read: ({ stored }) =>
      (stored?.jobs ?? []).flatMap(({ name: job, lastRanAt }): Values =>
        lastRanAt ? [[{ job }, lastRanAt.getTime() / 1000]] : [],
      ),
  },
  {
    name: 'foyer_job_period_seconds',
    help: 'How often a periodic job is to run.',
    labels: ['job'],
    read: ({ stored }) => (stored?.jobs ?? []).map(({ name: job, everySeconds }) => [{ job }, everySeconds]),
  },
  {
    name: 'foyer_job_failing',
    help: '1 if the newest run of a periodic job failed, else 0.',
    labels: ['job'],
    read: ({ stored }) => (stored?.jobs ?? []).map(({ name: job, failing }) => [{ job }, failing ? 1 : 0]),
  },
]
