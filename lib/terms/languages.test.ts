import { describe, expect, it } from 'vitest'
import { canonicalLanguage, chooseLanguage, ownNameOf, readAcceptLanguage } from './languages'

describe('canonicalLanguage', () => {
  it.each([
    ['en', 'en'],
    ['DE', 'de'],
    [' pt-br ', 'pt-BR'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['sr-Latn', 'sr-Latn'],
  ])('spells %s as %s', (typed, canonical) => {
    expect(canonicalLanguage(typed)).toBe(canonical)
  })
  it.each(['', 'english', 'en_US', 'e', '<script>', 'en-', 'xx', 'deutsch', 'x'.repeat(100), 'en, de'])(
    'takes %j for none',
    (typed) => {
      expect(canonicalLanguage(typed)).toBeNull()
    },
  )
  it('knows what a language calls itself', () => {
    expect([ownNameOf('de'), ownNameOf('fr')]).toEqual(['Deutsch', 'français'])
  })
})

describe('readAcceptLanguage', () => {
  it.each([
    ['de-AT,de;q=0.9,en;q=0.8', ['de-AT', 'de', 'en']],
    ['en;q=0.5, fr', ['fr', 'en']],
    ['de;q=0, en', ['en']],
    ['*', []],
    ['de;q=2, fr;q=x, en ; q=0.1', ['en']],
    ['', []],
    [null, []],
    ['<script>,en', ['en']],
  ])('reads %j', (header, wanted) => {
    expect(readAcceptLanguage(header)).toEqual(wanted)
  })
})

describe('chooseLanguage', () => {
  const there = ['en', 'de', 'pt-BR', 'zh-Hant'] as const
  it.each([
    [['de-AT', 'en'], 'de'],
    [['fr', 'de'], 'de'],
    [['pt-PT'], 'pt-BR'],
    [['pt'], 'pt-BR'],
    [['zh-Hant-TW'], 'zh-Hant'],
    [['ZH-hant'], 'zh-Hant'],
    [['de-x-foo'], 'de'],
    [['fr'], 'en'],
    [[], 'en'],
    [['e'], 'en'],
  ])('for %j gives %s', (wanted, chosen) => {
    expect(chooseLanguage(wanted, [...there])).toBe(chosen)
  })
})
