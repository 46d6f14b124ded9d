import { describe, expect, it } from 'vitest'
import { after, DAY } from '../../clock'
import { reasonsFor } from './reasons'

const startsAt = new Date('2026-11-23T12:00:00Z')
const ago = (days: number) => after(startsAt, -days * DAY)
const moment = { startsAt, at: startsAt, lookBackDays: 30, timeZone: 'America/New_York' }
const item = {
  grantId: 'a',
  recommendation: null,
  grantedAt: ago(200),
  lastOpenedAt: null,
  inviterGone: false,
  inviter: 'Megan Bowen',
}

describe('the reasons of a recommendation', () => {
  it.each([
    ['used lately', { lastOpenedAt: ago(2) }, { opens: 12 }, ['Opened 12 times in the 30 days before this review']],
    ['used once', { lastOpenedAt: ago(2) }, { opens: 1 }, ['Opened once in the 30 days before this review']],
    ['used, not counted', { lastOpenedAt: ago(2) }, {}, ['Opened in the 30 days before this review']],
    [
      'used to the very end of the look-back',
      { lastOpenedAt: ago(30) },
      {},
      ['Not opened for 30 days before this review'],
    ],
    ['unused', { lastOpenedAt: ago(94) }, {}, ['Not opened for 94 days before this review']],
    ['never used', {}, {}, ['Never opened before this review, since the invitation on May 7, 2026']],
    ['new', { grantedAt: ago(3) }, {}, ['Given on November 20, 2026 and not opened before this review']],
    [
      'whose sharer left',
      { lastOpenedAt: ago(94), inviterGone: true },
      {},
      ['Not opened for 94 days before this review', 'Megan Bowen, who shared it, left'],
    ],
    [
      'of a guest without sponsor',
      { grantId: null, inviterGone: true, inviter: null },
      {},
      ['Never opened anything before this review, since the invitation on May 7, 2026', 'No sponsor is left'],
    ],
    [
      'that others keep',
      { lastOpenedAt: ago(94) },
      { othersKeep: 'contoso.example' },
      ['Not opened for 94 days before this review', 'Others at contoso.example keep it'],
    ],
  ])('of access %s', (_, more, counted, words) => {
    expect(reasonsFor({ ...item, ...more }, moment, counted)).toEqual(words)
  })

  it('speaks of what was before the round, however long that has lasted', () => {
    expect(
      reasonsFor({ ...item, lastOpenedAt: ago(2) }, { ...moment, at: after(startsAt, 5 * DAY) }, { opens: 3 }),
    ).toEqual(['Opened 3 times in the 30 days before this review'])
  })
})
