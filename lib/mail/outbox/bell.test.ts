import { expect, it } from 'vitest'
import { HOUR, SECOND } from '../../clock'
import { Bell } from './bell'

const sinceNow = () => {
  const from = performance.now()
  return () => performance.now() - from
}

it('wakes whoever sleeps when it rings, and whoever goes to sleep after it has', async () => {
  const bell = new Bell()
  const sleeping = bell.sleep(HOUR)
  bell.ring()
  await sleeping
  bell.ring()
  await bell.sleep(HOUR)
})

it('rings at the first time that somebody asked for, whether anybody slept then or not, and no sooner', async () => {
  const bell = new Bell()
  const passed = sinceNow()
  bell.ring(SECOND)
  const sleeping = bell.sleep(HOUR)
  bell.ring(2 * HOUR)
  bell.ring(50)
  await sleeping
  expect(passed()).toBeGreaterThanOrEqual(50)
  expect(passed()).toBeLessThan(HOUR)
})

it('has rung for all that came before once it has woken somebody', async () => {
  const bell = new Bell()
  bell.ring(5)
  bell.ring()
  await bell.sleep(HOUR)
  const passed = sinceNow()
  await bell.sleep(30)
  expect(passed()).toBeGreaterThanOrEqual(30)
})
