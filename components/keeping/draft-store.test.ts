import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { dropDraft, eraseDrafts, findDraft, keepDraft } from './draft-store'

const HOUR = 60 * 60 * 1000
const noon = Date.UTC(2026, 10, 28, 12)
const megan = { person: 'megan', field: '/shares/new#New share#body' }
const lee = { person: 'lee', field: megan.field }
const key = randomBytes(32).toString('base64url')
const text = 'Dear all, here is the plan. ✓'

class MemoryStore implements Storage {
  private readonly all = new Map<string, string>()
  constructor(private readonly room = Infinity) {}
  get length() {
    return this.all.size
  }
  key(at: number) {
    return [...this.all.keys()][at] ?? null
  }
  getItem(name: string) {
    return this.all.get(name) ?? null
  }
  setItem(name: string, value: string) {
    if (value.length > this.room) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    this.all.set(name, value)
  }
  removeItem(name: string) {
    this.all.delete(name)
  }
  clear() {
    this.all.clear()
  }
  everything() {
    return JSON.stringify([...this.all])
  }
}

let store: MemoryStore
beforeEach(() => {
  store = new MemoryStore()
})

describe('drafts in the browser', () => {
  it('come back as they were written, and are sealed while they wait', async () => {
    await keepDraft(store, megan, key, text, noon)
    expect(store.everything()).not.toContain('plan')
    expect(await findDraft(store, megan, key, noon + HOUR)).toEqual({ text, at: new Date(noon) })
  })

  it('hold a text as long as a page may be', async () => {
    const long = 'ä'.repeat(500_000)
    await keepDraft(store, megan, key, long, noon)
    expect((await findDraft(store, megan, key, noon))?.text).toBe(long)
  })

  it('open with their own person’s key and in their own place alone', async () => {
    await keepDraft(store, megan, key, text, noon)
    expect(await findDraft(store, megan, randomBytes(32).toString('base64url'), noon)).toBeNull()
    store.setItem(
      `foyer-draft:${lee.person}:${lee.field}`,
      store.getItem(`foyer-draft:${megan.person}:${megan.field}`)!,
    )
    expect(await findDraft(store, lee, key, noon)).toBeNull()
  })

  it('are over after 24 hours, and where they come out of the future', async () => {
    await keepDraft(store, megan, key, text, noon)
    expect(await findDraft(store, megan, key, noon + 24 * HOUR)).not.toBeNull()
    expect(await findDraft(store, megan, key, noon + 24 * HOUR + 1)).toBeNull()
    expect(await findDraft(store, megan, key, noon - HOUR)).toBeNull()
  })

  it('are erased for everybody else when somebody signs in, and all when somebody signs out', async () => {
    for (const place of [megan, lee]) await keepDraft(store, place, key, text, noon)
    store.setItem('something-else', 'stays')
    eraseDrafts(store, 'lee', noon)
    expect([await findDraft(store, megan, key, noon), (await findDraft(store, lee, key, noon))?.text]).toEqual([
      null,
      text,
    ])
    eraseDrafts(store, null, noon)
    expect(store.everything()).toBe('[["something-else","stays"]]')
  })

  it('are swept with time, and dropped once sent', async () => {
    await keepDraft(store, megan, key, text, noon)
    eraseDrafts(store, 'megan', noon + 25 * HOUR)
    expect(store.length).toBe(0)
    await keepDraft(store, megan, key, text, noon)
    dropDraft(store, megan)
    expect(store.length).toBe(0)
  })

  it('are not kept where there is no room, and what was kept before is not passed off as new', async () => {
    store = new MemoryStore(500)
    await keepDraft(store, megan, key, text, noon)
    await keepDraft(store, megan, key, text.repeat(100), noon)
    expect(store.length).toBe(0)
  })

  it('that somebody tampered with are none', async () => {
    for (const entry of [
      '',
      '{',
      'null',
      '[]',
      '{"at":1}',
      JSON.stringify({ at: noon, sealed: 'AAAA' }),
      JSON.stringify({ at: noon, sealed: '***' }),
    ]) {
      store.setItem(`foyer-draft:${megan.person}:${megan.field}`, entry)
      expect(await findDraft(store, megan, key, noon)).toBeNull()
    }
  })
})
