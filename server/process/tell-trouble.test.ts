import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { tellTrouble } from './tell-trouble'

const lines: string[] = []
const say = () => tellTrouble((line) => lines.push(line))

beforeEach(() => {
  lines.length = 0
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

const refused = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
const starting = () => ({ code: 'P2039', meta: { driverAdapterError: { cause: { originalCode: '57P03' } } } })

describe('trouble', () => {
  it('is told once a minute, and again after it', () => {
    const tell = say()
    for (let second = 0; second < 130; second++) {
      tell('The job sweep-mail failed.', new Error('Something else'))
      vi.advanceTimersByTime(1000)
    }
    expect(lines).toEqual(Array(3).fill('The job sweep-mail failed.'))
  })

  it('of a database that can’t be reached is one line, whatever meets it', () => {
    const tell = say()
    for (const job of ['sweep-mail', 'sweep-files', 'purge-trail']) tell(`The job ${job} failed.`, refused())
    tell('The outbox can’t be read.', starting())
    expect(lines).toEqual(['The database can’t be reached. Mail and jobs wait until it can.'])
  })
})
