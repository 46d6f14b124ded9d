import { expect, it } from 'vitest'
import { counted, sizeInWords } from './counted'

it('counts one as one', () => {
  expect([0, 1, 2, 12_345].map((number) => counted(number, 'guest', 'guests'))).toEqual([
    '0 guests',
    '1 guest',
    '2 guests',
    '12,345 guests',
  ])
})

it.each([
  [0, '0 bytes'],
  [0.4, '0 bytes'],
  [1, '1 byte'],
  [2, '2 bytes'],
  [1023, '1,023 bytes'],
  [1024, '1 kB'],
  [1536, '1.5 kB'],
  [10_188, '9.9 kB'],
  [10_239, '10 kB'],
  [1024 * 1023.4, '1023 kB'],
  [1024 * 1023.6, '1 MB'],
  [4.7 * 1024 ** 3, '4.7 GB'],
  [2 ** 60, '1048576 TB'],
])('says %d bytes as %s', (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words)
})
