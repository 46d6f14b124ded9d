import { expect, it } from 'vitest'
import { CannotStart } from './cannot-start'
import { memoryLimit, requireMemory } from './memory'

const MIB = 1024 ** 2

it('says in one line what it needs where it may use less', () => {
  for (const withDatabase of [true, false]) expect(() => requireMemory(640 * MIB, { withDatabase })).not.toThrow()
  expect(() => requireMemory(640 * MIB - 1, { withDatabase: true })).toThrow(
    new CannotStart(
      'Foyer may use 639 MB of memory here and needs 640 MB: raise the limit, with MemoryMax= of systemd or --memory of the container. With a PostgreSQL elsewhere, in DATABASE_URL, 512 MB do.',
    ),
  )
  expect(() => requireMemory(511 * MIB, { withDatabase: false })).toThrow(
    new CannotStart(
      'Foyer may use 511 MB of memory here and needs 512 MB: raise the limit, with MemoryMax= of systemd or --memory of the container.',
    ),
  )
})

it('knows of no more memory than there is', () => {
  expect(memoryLimit()).toBeGreaterThan(512 * MIB)
  expect(Number.isSafeInteger(memoryLimit())).toBe(true)
})
