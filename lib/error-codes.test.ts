import { expect, it } from 'vitest'
import { readHouse } from './architecture/house'
import { errorCodes } from './error-codes'

/** Every code as the list has it. */
const all = Object.entries(errorCodes).flatMap(([noun, reasons]) => reasons.map((reason) => `${noun}.${reason}`))

const text = readHouse(['lib', 'app', 'server'])
  .map(({ text }) => text)
  .join('\n')

const missing = new Set([...text.matchAll(/NotFound\('([^']+)'\)/g)].map(([, noun]) => noun!.replaceAll(' ', '-')))

/** Says whether a code is given somewhere: as it stands, or by the noun of what is not there. */
const isGiven = (code: string) =>
  code.endsWith('.not-found') ? missing.has(code.split('.')[0]!) : text.includes(`'${code}'`)

it('lists no code that nothing gives', () => {
  const elsewhere = ['page.not-found', 'member.not-found', 'guest.not-found']
  expect(all.filter((code) => !isGiven(code) && !elsewhere.includes(code))).toEqual([])
})
