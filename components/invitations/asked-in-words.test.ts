import { expect, it } from 'vitest'
import { askedInWords } from './asked-in-words'

it('foretells that the inviter is told where the inviter is told, and nowhere else', () => {
  const told = (['inviter', 'others', 'nobody', 'unasked'] as const).map((one) => askedInWords(one, 'Megan Bowen'))
  expect(told.map((sentence) => sentence.includes('Megan Bowen will be told'))).toEqual([true, false, false, false])
  expect(told.map((sentence) => sentence.includes('will be told'))).toEqual([true, true, false, false])
})
