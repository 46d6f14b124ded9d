import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { actionsKnownTo } from './known-actions'
import released from './released-actions.json'
import { renamed } from './renamed-actions'

/** Whether a file of actions exports one of that name. */
function isThere(action: string) {
  const [file = '', name = ''] = [action.slice(0, action.lastIndexOf(' ')), action.split(' ').at(-1)]
  try {
    return new RegExp(`^export (?:const|async function) ${name}\\b`, 'm').test(readFileSync(file, 'utf8'))
  } catch {
    return false
  }
}

describe('the actions of the last release', () => {
  it('are there still, or their new names are in renamed-actions.ts', () => {
    expect(Object.keys(released.actions).length).toBeGreaterThan(0)
    expect(Object.keys(released.actions).filter((name) => !isThere(renamed[name] ?? name))).toEqual([])
  })

  it('are what new names are given to, and nothing else is', () => {
    expect(Object.keys(renamed).filter((name) => !(name in released.actions))).toEqual([])
  })
})

describe('the ids that forms may carry', () => {
  const built = new Map([
    ['a.ts stayed', '1'],
    ['b.ts moved', '2'],
    ['a.ts changed', '3'],
  ])
  const known = actionsKnownTo(built, {
    released: { 'a.ts stayed': '1', 'a.ts moved': '20', 'a.ts changed': '30', 'a.ts gone': '40' },
    renamed: { 'a.ts moved': 'b.ts moved' },
  })

  it.each<[string, string | undefined, string]>([
    ['1', '1', 'an action that stayed'],
    ['20', '2', 'one that has another place or name'],
    ['30', '3', 'one that takes other arguments'],
    ['2', '2', 'a new name'],
    ['40', undefined, 'one that is gone for good'],
    ['50', undefined, 'none at all'],
  ])('%s leads to %s: %s', (id, today) => expect(known.get(id)).toBe(today))
})
