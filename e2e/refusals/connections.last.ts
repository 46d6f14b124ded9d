import { expect, test } from '@playwright/test'
import { connections } from '../fixtures/connections'

test('over all stories, whoever serves pages asked nobody but its own PostgreSQL', () => {
  const [own, others] = [/\/postgres\/\.s\.PGSQL\.\d+$/, connections()]
  expect(others.filter((place) => own.test(place)).length).toBeGreaterThan(0)
  expect(others.filter((place) => !own.test(place))).toEqual([])
})
