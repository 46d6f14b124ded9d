import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

// American spelling, everywhere: in what people read and in what is read beside the code.

/** What only British English spells so. Words that both have (practice, dialogue, realistic) are none of it. */
const BRITISH = new RegExp(
  [
    // -our, -re, -ogue, -ce
    '(?:behavi|col|fav|flav|harb|hon|hum|lab|neighb|rum|endeav|sav|vap)ours?(?:ed|ing|ful|able|ite)?',
    '(?:cent|fib|lit|met|theat)re(?:s|d)?',
    'catalogue',
    '(?:defen|offen|licen|preten)ce',
    // -ise, where America has -ize
    '(?:anonym|apolog|author|capital|categor|character|critic|custom|emphas|final|general|harmon|initial|legal|local|maxim|memor|minim|modern|neutral|normal|optim|organ|penal|priorit|pseudonym|random|real|recogn|serial|special|stabil|standard|summar|symbol|synchron|token|util|visual)is(?:e[sdr]?|ing|ation|ations)',
    'analys(?:e[sd]?|ing)(?! of)',
    'paralys(?:e[sd]?|ing)',
    // a doubled l, or one too few
    '(?:cancel|channel|label|level|model|signal|total|travel|tunnel)l(?:ed|ing|er|ers)',
    '(?:enrol|fulfil|instal|skilful)(?:s|ment)?',
    // others
    'ageing',
    'artefacts?',
    'cheques?',
    'grey',
    'judgement',
    'learnt',
    'sceptic(?:al)?',
    'whilst',
  ]
    .map((words) => `\\b(?:un|re|de|mis)?${words}\\b`)
    .join('|'),
  'gi',
)

const folders = ['app', 'components', 'lib', 'server', 'docs', 'prisma/demo', 'bin']
const skip = /(?:^|\/)generated\/|lib\/spelling\.test\.ts$/
const files = [
  ...folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.posix.join(folder, name)),
  ),
  'README.md',
  'CONTRIBUTING.md',
].filter((file) => /\.(?:tsx?|js|css|md)$/.test(file) && !skip.test(file))

const inLines = (text: string, file: string) =>
  text.split('\n').flatMap((line, at) => [...line.matchAll(BRITISH)].map(([word]) => `${file}:${at + 1} ${word}`))

it('spells as Americans do', () => {
  expect(files.length).toBeGreaterThan(500)
  expect(files.flatMap((file) => inLines(readFileSync(file, 'utf8'), file))).toEqual([])
})

it.each([
  'organisation',
  'Labelled',
  'colours',
  'cancelled',
  'behaviour',
  'licence',
  'authorised',
  'centre',
  'recognises',
  'unlabelled',
  'grey',
])('would find %s', (word) => {
  expect(inLines(`An ${word}.`, 'here')).toHaveLength(1)
})
