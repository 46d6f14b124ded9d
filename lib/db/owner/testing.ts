import { Client } from 'pg'

/** The connection of this file of tests: making one costs as much as emptying every table, which thousands of tests begin with. */
let client: Promise<Client> | undefined

/** Runs SQL as the account that owns the tables, where the application's own may not. */
export async function asOwner<Row extends object>(query: string, values?: unknown[]): Promise<Row[]> {
  const connected = await (client ??= connect())
  try {
    return (await connected.query<Row>(query, values)).rows
  } catch (error) {
    // It may have begun a transaction.
    await connected.query('ROLLBACK')
    throw error
  }
}

async function connect() {
  // In the browser tests everything is the owner's.
  const made = new Client(process.env.OWNER_URL ?? process.env.DATABASE_URL)
  // The database may end first.
  made.on('error', () => (client = undefined))
  await made.connect().catch((error: unknown) => {
    client = undefined
    throw error
  })
  return made
}

/** Ends the connection of `asOwner`, if there is one. */
export async function disconnectOwner() {
  const ending = client
  client = undefined
  await (await ending)?.end()
}
