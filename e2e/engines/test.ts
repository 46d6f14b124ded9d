import { test as base } from '@playwright/test'
import { openFirefox } from './firefox'
import { type Visitor, visitor } from './visitor'
import { openWebKit } from './webkit'

const openers = { firefox: openFirefox, webkit: openWebKit }

export type Engine = { name: keyof typeof openers; /** Where its program is. */ program: string }
type Opened = Awaited<ReturnType<(typeof openers)['firefox']>>

/** `arrive` opens the engine for somebody whom no browser knows yet. */
export const test = base.extend<{ arrive: () => Promise<Visitor> }, { engine: Engine; opened: Opened }>({
  engine: [
    { name: 'firefox', program: '' },
    { option: true, scope: 'worker' },
  ],
  opened: [
    async ({ engine: { name, program } }, use) => {
      const opened = await openers[name](program)
      await use(opened)
      await opened.close()
    },
    { scope: 'worker' },
  ],
  arrive: async ({ opened }, use) => {
    const visitors: Visitor[] = []
    await use(async () => {
      const one = visitor(await opened.tab(), process.env.FOYER_URL!)
      visitors.push(one)
      return one
    })
    for (const one of visitors) await one.close()
  },
})
