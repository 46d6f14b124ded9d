import { expect, it } from 'vitest'
import { HOUR, MINUTE, SECOND } from '../../clock'
import { retryWait } from './retry-wait'

it('doubles from 5 seconds up to an hour', () => {
  const waits = [1, 2, 3, 4, 10, 11, 40].map((attempts) => retryWait(attempts, Infinity, 0.5))
  expect(waits).toEqual([5, 10, 20, 40, 2560, 3600, 3600].map((seconds) => seconds * SECOND))
})

it('hurries for a mail that is soon worth nothing', () => {
  expect(retryWait(30, 10 * MINUTE, 0.5)).toBe(MINUTE)
  expect(retryWait(30, 2 * SECOND, 0.5)).toBe(MINUTE)
  expect(retryWait(30, 2 * HOUR, 0.5)).toBe(12 * MINUTE)
  expect(retryWait(30, 30 * 24 * HOUR, 0.5)).toBe(HOUR)
})

it('strays a fifth either way, never past an hour', () => {
  expect(retryWait(1, Infinity, 0)).toBe(4 * SECOND)
  expect(retryWait(1, Infinity, 0.999999)).toBeCloseTo(6 * SECOND, -1)
  expect(retryWait(11, Infinity, 0.999999)).toBe(HOUR)
})
