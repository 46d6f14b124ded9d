import { Client } from 'pg'

/**
 * Has a connection be asked one thing after the other. Prisma asks for all relations of what it reads at once, in a
 * transaction too, which is one connection: pg would keep them in a queue of its own, and will do so no longer.
 */
export function takeTurns(client: Pick<Client, 'query'>) {
  let before: Promise<unknown> = Promise.resolve()
  const inTurn = (...asked: unknown[]) => {
    const ask = () => Reflect.apply(Client.prototype.query, client, asked) as Promise<unknown>
    // The pool itself, with a callback, for whoever borrows the connection for this alone.
    if (typeof asked.at(-1) === 'function') return ask()
    const answer = before.then(ask)
    before = answer.catch(() => {})
    return answer
  }
  client.query = inTurn as Client['query']
}
