import { afterEach, expect, it, vi } from 'vitest'
import { Turnstile } from './turnstile'

afterEach(() => vi.useRealTimers())

it('lets one in at a time, in the order they came', async () => {
  const turnstile = new Turnstile()
  const inside: number[] = []
  let most = 0
  const pass = async (n: number) => {
    const leave = await turnstile.enter()
    inside.push(n)
    most = Math.max(most, inside.length)
    await new Promise((resolve) => setTimeout(resolve, 2))
    expect(inside.shift()).toBe(n)
    leave()
  }
  await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(pass))
  expect(most).toBe(1)
})

it('lets the next in after a second, though the one before is still there', async () => {
  vi.useFakeTimers()
  const turnstile = new Turnstile()
  await turnstile.enter()
  let second = false
  void turnstile.enter().then(() => (second = true))
  await vi.advanceTimersByTimeAsync(999)
  expect(second).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(second).toBe(true)
})
