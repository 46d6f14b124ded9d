import { expect, it } from 'vitest'
import { viewOnly } from './view-only'

it.each([true, false])(
  'says that the sharer can change it where it is the role, and not where it is a policy: shown %s',
  (shown) => {
    expect(viewOnly('Megan', { shown, mayAsk: true })).toMatch(/Megan can (?:change|let)/)
    expect(viewOnly('Megan', { shown, mayAsk: false })).not.toMatch(/Megan can/)
  },
)
