import { describe, expect, it } from 'vitest'
import { isolated, sentence } from './own-direction'

describe('what somebody wrote, in a sentence of ours', () => {
  it.each(['תוכנית רבעון 3', 'خطة الربع (2026)', 'Plan תוכנית', 'نيكول', 'ߒߞߏ', '𞤀𞤣𞤤𞤢𞤥'])(
    'stands between isolates where it turns the line: %s',
    (text) => expect(isolated(text)).toBe(`\u2068${text}\u2069`),
  )
  it.each(['', 'Q3 plan', 'Ünïcode 計画 2026', 'Nicole · contoso.example', '🗝️ 1,000'])('stays as it is: %s', (text) =>
    expect(isolated(text)).toBe(text),
  )
  it.each(['a\u202eb', 'a\u2069b', '\u2067a', 'ש\u2069\u202eb'])('brings no marks of its own along: %j', (text) => {
    expect(isolated(text)).toMatch(/^\u2068[^\u202a-\u202e\u2066-\u2069]*\u2069$/)
  })
  it('keeps its own direction in a refusal too, and numbers and our own words stay as they are', () => {
    expect(sentence`“${'תוכנית'}” is number ${2} now.\n`).toBe('“\u2068תוכנית\u2069” is number 2 now.\n')
    expect(sentence`Ask ${'Megan'}.`).toBe('Ask Megan.')
  })
})
