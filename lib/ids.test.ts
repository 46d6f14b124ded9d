import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { ID, isId, isLinkToken, readId } from './ids'
import { newToken } from './secrets'

const id = randomUUID()

it('reads an id, and nothing else', () => {
  expect([isId(id), readId(id), new RegExp(`^${ID}$`).test(id)]).toEqual([true, id, true])
  for (const value of ['', id.slice(1), `${id}0`, ` ${id}`, `${id}\n`, null, undefined, 1, [id]])
    expect([isId(value), readId(value)]).toEqual([false, undefined])
})

it('knows a link’s token by its form', () => {
  const token = newToken()
  expect([isLinkToken(token), isLinkToken(token.slice(1)), isLinkToken(`${token}a`), isLinkToken('')]).toEqual([
    true,
    false,
    false,
    false,
  ])
})
