import { describe, expect, it } from 'vitest'
import { alikeOf, folderName } from './folder-name'

const read = (name: unknown) => folderName.safeParse(name)
const problem = (name: unknown) => read(name).error?.issues[0]?.message

describe('folderName', () => {
  it.each([
    ['  Plans   2026 ', 'Plans 2026'],
    ['Cafe\u0301', 'Caf\u00e9'],
    ['Q3\u202efdp', 'Q3fdp'],
    ['a\u0000b\u0007', 'ab'],
    ['تقارير', 'تقارير'],
    ['📁 Plans', '📁 Plans'],
    ['.config', '.config'],
    ['console', 'console'],
    ['x'.repeat(200), 'x'.repeat(200)],
  ])('takes %j as %j', (given, kept) => {
    expect(read(given).data).toBe(kept)
  })

  it.each([
    ['', /Give the folder a name/],
    ['\u200b\u202e', /Give the folder a name/],
    [undefined, /Give the folder a name/],
    ['a/b', /Leave out/],
    ['a\\b', /Leave out/],
    ['../secret', /Leave out/],
    ['.', /dot/],
    ['..', /dot/],
    ['..\u200b', /dot/],
    ['Plans.', /dot/],
    ['CON', /Windows/],
    ['nul.txt', /Windows/],
    ['Com1', /Windows/],
    ['LPT²', /Windows/],
    ['x'.repeat(201), /200 characters/],
    ['x'.repeat(300), /200 characters/],
  ])('refuses %j', (given, sentence) => {
    expect(problem(given)).toMatch(sentence)
  })
})

describe('alikeOf', () => {
  it.each([
    ['Caf\u00e9', 'Cafe\u0301'],
    ['PLANS', 'plans'],
    ['Straße', 'STRASSE'],
    ['ΣΑΣ', 'σας'],
    ['ﬁles', 'files'],
    ['Ｐlans', 'Plans'],
    ['Plans\u200d', 'Plans'],
  ])('compares %j and %j alike', (one, other) => {
    expect(alikeOf(one)).toBe(alikeOf(other))
  })

  it.each([
    ['Plans', 'Plan'],
    ['año', 'ano'],
    ['1', '2'],
  ])('tells %j from %j', (one, other) => {
    expect(alikeOf(one)).not.toBe(alikeOf(other))
  })
})
