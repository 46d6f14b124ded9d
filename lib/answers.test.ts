import { expect, it } from 'vitest'
import { answerTo } from './answers'
import { now } from './clock'
import { stranger } from './db/testing'
import {
  AccessDenied,
  Conflict,
  ControlRequired,
  FileMissing,
  Invalid,
  NoRoom,
  NotFound,
  TooManyAttempts,
} from './errors'
import type { SystemCaller } from './principal'

const job: SystemCaller = { kind: 'system', job: 'deliver-mail' }

it.each([
  [new NotFound('sign-in method'), 404, 'sign-in-method.not-found'],
  [new AccessDenied('grant.revoke', 'not theirs'), 403, 'access.denied'],
  [new ControlRequired('grant.revoke', []), 403, 'control.required'],
  [new Conflict('grant.ended', 'It has ended.'), 409, 'grant.ended'],
  [new FileMissing(), 410, 'file.lost'],
  [new Invalid('day.over', { endsOn: 'This day is over.' }), 422, 'day.over'],
  [new TooManyAttempts('invitation.sent-lately', 'Wait.', now()), 429, 'invitation.sent-lately'],
  [new NoRoom(), 507, 'disk.full'],
  [new TypeError('a bug'), 500, 'server.fault'],
])('says what %s comes to', (error, status, code) => {
  expect(answerTo(error, job)).toMatchObject({ status, code })
})

it('tells a stranger the same of what is not there and of what they may not do', () => {
  const answers = [new NotFound('file'), new AccessDenied('grant.revoke', 'no')].map((error) => {
    const { status, code } = answerTo(error, stranger)
    return { status, code }
  })
  expect(answers).toEqual([
    { status: 401, code: 'session.required' },
    { status: 401, code: 'session.required' },
  ])
})
