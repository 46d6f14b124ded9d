import os from 'node:os'
import type { Client } from 'pg'

const QUERY = `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
  current_setting('synchronous_commit') AS synchronous`

/** Takes the machine's load now, before there is any of ours; what it gives back describes the machine, once the database is up. */
export function describeMachine() {
  const load = os.loadavg().map((average) => average.toFixed(2))
  return async ({ connect }: { connect: () => Promise<Client> }) => {
    const client = await connect()
    const { rows } = await client.query<{ version: string; fsync: string; synchronous: string }>(QUERY)
    await client.end()
    const { version, fsync, synchronous } = rows[0]!
    const cpus = os.cpus()
    return [
      `${cpus.length} × ${cpus[0]?.model.trim() || 'processor without a name'}, ${Math.round(os.totalmem() / 1024 ** 3)} GiB of memory, ${os.type()} ${os.release()}`,
      `Node.js ${process.versions.node}, PostgreSQL ${version} (fsync ${fsync}, synchronous_commit ${synchronous})`,
      `load average before the run: ${load.join(', ')} (0 on an idle machine)`,
    ]
  }
}
