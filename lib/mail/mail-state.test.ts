import { expect, it } from 'vitest'
import { mailState } from './mail-state'

it.each([
  [null, null, 0, null, 'queued'],
  [null, null, 1, null, 'queued'],
  [null, null, 1, 'It may have arrived', 'maybe-sent'],
  [null, new Date(), 2, 'It may have arrived', 'maybe-sent'],
  [new Date(), null, 1, null, 'sent'],
  [null, new Date(), 0, '550', 'failed'],
] as const)('sent %s, dropped %s, in doubt %i times, %s: %s', (sentAt, droppedAt, doubts, lastError, state) =>
  expect(mailState({ sentAt, droppedAt, doubts, lastError })).toBe(state),
)
