import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createRegistry } from './registry'

const page = readFileSync('docs/operating.md', 'utf8')
const partOf = (title: string) => page.slice(page.indexOf(`\n${title}\n`)).split(/\n##+ /)[1]!
const namesIn = (text: string) =>
  [
    ...new Set(
      [...text.matchAll(/\b(?:foyer|process|nodejs)_\w+/g)].map(([name]) => name.replace(/_(?:bucket|count|sum)$/, '')),
    ),
  ].sort()

it('explains every figure of ours, and alarms by none that is not told', async () => {
  const { registry } = await createRegistry()
  const told = registry.getMetricsAsArray().map(({ name }) => name)
  expect(namesIn(partOf('### Figures')).filter((name) => name.startsWith('foyer_'))).toEqual(
    told.filter((name) => name.startsWith('foyer_')).sort(),
  )
  const alarming = namesIn(partOf('## Alarms'))
  expect(alarming.length).toBeGreaterThan(12)
  expect(alarming.filter((name) => !told.includes(name))).toEqual([])
})
