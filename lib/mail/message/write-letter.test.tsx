import { Section } from '@react-email/section'
import { render } from '@react-email/render'
import fc from 'fast-check'
import { memo, type ReactElement } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { templates, type TemplateName } from '../templates'
import { Act, Aside, AsideLink, Letter, List, Quote, Say } from '../templates/letter'
import type { Frame, Template } from '../templates/template'
import { inputs } from '../testing'
import type { z } from 'zod'
import { takeApart } from './take-apart'
import { writeInFull, writeLetter } from './write-letter'

vi.mock('@react-email/render', { spy: true })
beforeEach(() => void vi.mocked(render).mockClear())

const frame: Frame = {
  organization: 'Woodgrove Bank',
  timeZone: 'America/New_York',
  publicUrl: 'http://localhost:3000',
  replyTo: 'megan@woodgrove.example',
  secret: '12345678',
}
const names = Object.keys(templates) as TemplateName[]
const templateOf = (name: TemplateName) => templates[name] as unknown as Template<z.ZodType>
const inputOf = (name: TemplateName) => templateOf(name).input.parse(inputs[name])

/** What means something to one of those it goes through. */
const hostile = [
  ...['', ' ', '  ', '\t', '\n', '\r\n', '\f', '\v', '\u200b', '\u00a0', '\u2028', '\u3000', '\ufeff', '\u{f0000}'],
  ...[
    '"',
    "'",
    '<',
    '>',
    '&',
    '&amp;',
    '&#x27;',
    '&lt',
    '&#0;',
    '<!-- -->',
    '-->',
    '<br/>',
    '</p>',
    '</title>',
    '<a href="',
  ],
  ...[
    '$&',
    '$1',
    '$$',
    '$`',
    '\\',
    '%s',
    '{}',
    '#',
    'mailto:',
    'javascript:alert(1)',
    'http://localhost:3000/a?b=c&d=e',
  ],
  ...['שלום', 'مرحبا', '\u202e', '\u2068', '\u200d', '👩‍👩‍👧', '名前', 'e\u0301', 'a', 'two words', 'x'.repeat(3000)],
]
/** What is none of our words: marks, half a character, no character. */
const unfit = ['\ue000', '\ue001', '\uf8ff', '\ud83d', '\ude00', '\0']
const joined = (parts: string[]) =>
  fc.array(fc.constantFrom(...parts), { minLength: 2, maxLength: 6 }).map((all) => all.join(''))
const anyText = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...hostile) },
  { weight: 8, arbitrary: joined(hostile) },
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', minLength: 100, maxLength: 200 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: joined([...hostile, ...unfit]) },
)

type Path = (string | number)[]

/** Where texts stand in a value. */
function textsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return [path]
  if (typeof value !== 'object' || value === null || value instanceof Date) return []
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, [...path, key]))
}

function put<T>(value: T, [key, ...rest]: Path, text: string): T {
  if (key === undefined) return text as T
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>
  return { copy, [key]: (copy[key] = put(copy[key], rest, text)) }.copy as T
}

/** The letter with other texts in place of its own, where they can stand; a time zone, and what is named besides, stays. */
function letterWith(name: TemplateName, texts: readonly string[], ...staying: string[]): ReactElement {
  const { letter } = templateOf(name)
  let given = { input: inputOf(name), frame }
  for (const [place, path] of textsIn(given).entries()) {
    if (['timeZone', ...staying].includes(`${path.at(-1)}`)) continue
    const other = put(given, path, texts[place % texts.length]!)
    try {
      letter(other.input, other.frame)
      given = other
    } catch {
      // One of a few words that the template knows, and no text.
    }
  }
  return letter(given.input, given.frame)
}

async function sameBothWays(letter: ReactElement) {
  expect(await writeLetter(letter)).toEqual(await writeInFull(letter))
}

describe.each(names)('the %s mail', (name) => {
  it('is the same byte for byte as React Email writes it, whatever it says', async () => {
    await sameBothWays(letterWith(name, ['"A" & <b>', 'Nicole', 'two  words']))
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 12 }), (texts) =>
        sameBothWays(letterWith(name, texts)),
      ),
      { numRuns: 30 },
    )
  })

  it('is written by React Email once, and filled in with other words after that', async () => {
    const saying = (word: string) =>
      letterWith(
        name,
        Array.from({ length: 12 }, (_, n) => `${word}&${n}`),
        'url',
        'publicUrl',
      )
    await writeLetter(saying('first'))
    vi.mocked(render).mockClear()
    const { html, text } = await writeLetter(saying('other'))
    expect(render).not.toHaveBeenCalled()
    expect(`${html}${text}`).not.toContain('first&')
    expect(text).toContain('other&')
    expect(html).toContain('other&amp;')
  })
})

const about = (children: ReactElement | string, title = 'A letter') => (
  <Letter frame={frame} title={title} preview="It says something." why="You get this because it is a test.">
    {children}
  </Letter>
)

describe('what stands beside the words', () => {
  it('decides which letters are alike: elements, styles, blank, and how many there are of a thing', () => {
    const shapes = [
      about('text'),
      about(<Say>text</Say>),
      about(<Aside>text</Aside>),
      about(<Say> text</Say>),
      about(<Say>text </Say>),
      about(<Say>{''}</Say>),
      about(<Say> </Say>),
      about(<Say>{['text', 'text']}</Say>),
      about(<p style={{ color: 'red' }}>text</p>),
      about(<p style={{ color: 'blue' }}>text</p>),
      about(<p lang="fr">text</p>),
      about(<List items={['text']} />),
      about(<List items={['text', 'text']} />),
      about(<style>text</style>),
      about(<style>other</style>),
      about(<Act href="http://localhost:3000/a">text</Act>),
      about(<Act href="/a">text</Act>),
      about(<Act href="/b">text</Act>),
    ].map((letter) => takeApart(letter)!.shape)
    expect(new Set(shapes).size).toBe(shapes.length)
  })

  it('is none of what letters differ in', () => {
    const one = takeApart(about(<Act href="http://localhost:3000/a">One</Act>))!
    const other = takeApart(about(<Act href="http://localhost:3000/b?c=d&e">Another</Act>, 'Another'))!
    expect(other.shape).toBe(one.shape)
    expect(other.words).not.toEqual(one.words)
  })
})

describe('a letter of which nobody knows that it is safe', () => {
  const Unknown = memo(function Unknown() {
    return <p>Somebody</p>
  })
  it.each([
    ['a private character in a word', about(<Say>{'a \ue000 b'}</Say>)],
    ['a private character in an attribute', about(<p className={'\ue000'}>a</p>)],
    ['a private character in a style', about(<style>{'\ue000'}</style>)],
    ['half a character', about(<Say>{'a \ud83d b'}</Say>)],
    ['no character', about(<Say>{'a \0 b'}</Say>)],
    ['a space without a width at the edge of a word', about(<Say>{'\u200ba'}</Say>)],
    [
      'a link that says where it leads',
      about(<AsideLink href="http://localhost:3000/a">http://localhost:3000/a</AsideLink>),
    ],
    ['a component of another kind', about(<Unknown />)],
    ['text set before', about(<pre>{'a  b'}</pre>)],
    ['a table of data', about(<Section data-text-format="dataTable">a</Section>)],
    ['more words than there are marks', about(<Quote from="Megan" lines={Array.from({ length: 6400 }, () => 'a')} />)],
  ])('is written in full: %s', async (_, letter) => {
    expect(takeApart(letter)).toBeNull()
    await sameBothWays(letter)
  })

  it.each([
    '/a',
    '',
    'javascript:alert(1)',
    'http://localhost:3000/a b',
    'HTTP://localhost:3000',
    'mailto:a@b.example',
  ])('says where a link leads as React does: %j', async (href) => sameBothWays(about(<Act href={href}>Open it</Act>)))

  it('fails as React does', async () => {
    const Broken = () => {
      throw new Error('no words')
    }
    await expect(writeLetter(about(<Broken />))).rejects.toThrow('no words')
  })
})

it('keeps the shapes that were used last, and no more than a hundred', async () => {
  const lines = (count: number) => about(<Quote from="Megan" lines={Array.from({ length: count }, () => 'a line')} />)
  for (let count = 1; count <= 110; count++) {
    await writeLetter(lines(count))
    if (count > 1) await writeLetter(lines(2))
  }
  expect(render).toHaveBeenCalledTimes(110)
  await writeLetter(lines(1))
  expect(render).toHaveBeenCalledTimes(111)
})
