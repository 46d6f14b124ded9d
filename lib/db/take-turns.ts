import { Client } from 'pg'

/**
 * Makes a connection run one query after the other. Prisma sends the queries for all relations at once, in a transaction
 * too, which is one connection. pg would keep them in a queue of its own, and will stop doing so.
 */
export function takeTurns(client: Pick<Client, 'query'>) {
  let before: Promise<unknown> = Promise.resolve()
  const inTurn = (...asked: unknown[]) => {
    const ask = () => Reflect.apply(Client.prototype.query, client, asked) as Promise<unknown>
    // The pool calls with a callback, where a caller borrows the connection for one query alone.
    if (typeof asked.at(-1) === 'function') return ask()
    const answer = before.then(ask)
    before = answer.catch(() => {})
    return answer
  }
  client.query = inTurn as Client['query']
}
