import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

// What the documentation names is where it says.

const files = [
  'README.md',
  'CONTRIBUTING.md',
  ...['docs', 'docs/security'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
]
const inCode = /`((?:app|bench|bin|components|deploy|docs|e2e|lib|prisma|server)\/[^`<>*{}]+)`/g
const ends = ['', '.ts', '.tsx', '.js', '.md']

/** The paths in a text that lead nowhere. `lib/sharing/kinds` is a file without its ending. */
const lost = (text: string) =>
  [...text.matchAll(inCode)].map(([, path]) => path!).filter((path) => !ends.some((end) => existsSync(path + end)))

it('names no file or folder that is not there', () => {
  expect(files.flatMap((file) => lost(readFileSync(file, 'utf8')).map((path) => `${file}: ${path}`))).toEqual([])
})

it('would find one', () => {
  expect(lost('`lib/clock`, `server/jobs.ts`, `lib/clocks` and `app/(guest)/nowhere.tsx`')).toEqual([
    'lib/clocks',
    'app/(guest)/nowhere.tsx',
  ])
})
