import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StatementFailed } from '@/lib/db/statement'
import { tellTrouble } from './tell-trouble'

const lines: string[] = []
const say = () => tellTrouble((line) => lines.push(line))

beforeEach(() => {
  lines.length = 0
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

const refused = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
const starting = () => Object.assign(new Error('the database system is starting up'), { code: '57P03' })

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
    for (const job of ['sweep-mail', 'sweep-files', 'purge-trail'])
      tell(`The job ${job} failed.`, new StatementFailed(refused()))
    tell('The outbox can’t be read.', new StatementFailed(starting()))
    expect(lines).toEqual(['The database can’t be reached. Mail and jobs wait until it can.'])
  })

  it('of a mail server that can’t be reached is told as its own', () => {
    const tell = say()
    tell('A mail waits for another attempt (invitation).', refused())
    tell('A mail was refused (invitation).', new Error('Connection terminated by policy'))
    expect(lines).toEqual(['A mail waits for another attempt (invitation).', 'A mail was refused (invitation).'])
  })
})
