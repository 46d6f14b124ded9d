import { expect, it } from 'vitest'
import { readHouse } from './architecture/house'
import { errorCodes } from './error-codes'

/** Every code as the list has it. */
const all = Object.entries(errorCodes).flatMap(([noun, reasons]) => reasons.map((reason) => `${noun}.${reason}`))

const text = readHouse(['lib', 'app', 'server'])
  .map(({ text }) => text)
  .join('\n')

/** Says where a code is given: as it stands, or by the noun of what is not there. */
const isGiven = (code: string) => {
  const missing = /^(.*)\.not-found$/.exec(code)?.[1]
  if (!missing) return text.includes(`'${code}'`)
  return [missing, missing.replaceAll('-', ' ')].some((noun) => text.includes(`NotFound('${noun}')`))
}

it('lists no code that nothing gives', () => {
  const elsewhere = ['page.not-found', 'member.not-found', 'guest.not-found']
  expect(all.filter((code) => !isGiven(code) && !elsewhere.includes(code))).toEqual([])
})
