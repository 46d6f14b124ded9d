import { expect, it } from 'vitest'
import { mailState } from './mail-state'

it.each([
  [null, null, 'queued'],
  [new Date(), null, 'sent'],
  [null, new Date(), 'failed'],
] as const)('sent %s, dropped %s: %s', (sentAt, droppedAt, state) => expect(mailState({ sentAt, droppedAt })).toBe(state))
