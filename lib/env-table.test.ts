import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { settingDefaults } from './env'

type Row = { name: string; text: string; unset: string }

/** The rows of a page's table of settings, its links as they are in `docs`. */
function rowsOf(page: string): Row[] {
  const rows = readFileSync(page, 'utf8')
    .replaceAll('](docs/', '](')
    .matchAll(/^\| `([A-Z_]+)` \| (.+?) \| (.+) \|$/gm)
  return [...rows].map(([text, name, , unset]) => ({ name: name!, text: text!, unset: unset! }))
}

const all = rowsOf('docs/operating.md')

it('names every setting there is, each once, and no other', () => {
  expect(all.map(({ name }) => name).sort()).toEqual(Object.keys(settingDefaults()).sort())
})

it('says what a setting is if unset, as the code has it', () => {
  const given = Object.entries(settingDefaults()).filter(([, value]) => value !== undefined && String(value) !== '')
  expect(given.length).toBeGreaterThan(5)
  const wrong = given.filter(([name, value]) => !all.find((row) => row.name === name)?.unset.startsWith(`\`${value}\``))
  expect(wrong).toEqual([])
})

it('says the same in the README, of those that matter first', () => {
  const few = rowsOf('README.md')
  expect(few.length).toBeGreaterThan(5)
  expect(few.filter(({ text }) => !all.some((row) => row.text === text))).toEqual([])
})
