import { describe, expect, it } from 'vitest'
import { resourceKinds } from '../resource-kinds'
import { mayDo, roles } from '../role'
import { factsOf, lines, moment, oneLine } from './letters'

describe('text that others wrote', () => {
  it.each([
    ['Megan\r\nBcc: eve@evil.example', 'Megan Bcc: eve@evil.example'],
    ['a\u0000b\u0085c\u2028d\u2029e\tf', 'a b c d e f'],
    ['invoice\u202egpj.exe', 'invoice gpj.exe'],
    ['  many   spaces\u00a0here ', 'many spaces here'],
    ['\ud800 alone', 'alone'],
    ['👩\u200d🔬 Ada', '👩\u200d🔬 Ada'],
  ])('becomes one visible line: %j', (given, clean) => expect(oneLine(given, 80)).toBe(clean))

  it('is cut at a whole character', () => {
    expect(oneLine('x'.repeat(100), 10)).toBe('xxxxxxxxx…')
    expect(oneLine('👍'.repeat(100), 10)).toBe(`${'👍'.repeat(9)}…`)
  })

  it('keeps the lines of a message, and not much air', () => {
    expect(lines('Hi\r\n\r\n\r\n\r\nthere\u202e \rbye\n\n')).toEqual(['Hi', '', 'there', 'bye'])
    expect(lines('x'.repeat(5000)).join('')).toHaveLength(2000)
  })
})

describe('a time', () => {
  const at = new Date('2026-07-01T08:05:00.000Z')
  it.each([
    ['UTC', 'July 1, 2026, 8:05 AM UTC'],
    ['America/New_York', 'July 1, 2026, 4:05 AM EDT'],
    ['Europe/Berlin', 'July 1, 2026, 10:05 AM CEST'],
    ['Asia/Kolkata', 'July 1, 2026, 1:35 PM IST'],
    ['America/Sao_Paulo', 'July 1, 2026, 5:05 AM GMT-3'],
  ])('says its zone: %s', (zone, text) => expect(moment(at, zone)).toBe(text))
})

describe('what a role allows, in a letter', () => {
  const said = (kind: (typeof resourceKinds)[number]) =>
    roles.map((role) => [
      mayDo(role, kind),
      factsOf({ resource: { title: 'Plan', kind, file: null }, role, endsAt: null }, 'UTC', 'with no end')[0]![1],
    ])

  it('is all that it is in a space', () => {
    expect(said('space')).toEqual([
      ['view what is in it', 'View, with no end'],
      ['view and download what is in it', 'View and download, with no end'],
      ['view and download what is in it, and add to it', 'View, download and contribute, with no end'],
      ['manage it', 'Manage, with no end'],
    ])
  })

  it('is to download a file, and to view all else', () => {
    const view = ['view it', 'View, with no end']
    expect(said('file')[1]).toEqual(['view and download it', 'View and download, with no end'])
    expect([said('file')[0], said('link')[0], said('page')[0], said('link')[1], said('page')[1]]).toEqual(
      Array(5).fill(view),
    )
  })
})
