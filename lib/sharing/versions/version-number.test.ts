import { expect, it } from 'vitest'
import { versionNumber } from './version-number'

it.each([
  ['1', 1],
  ['20', 20],
  ['999999999', 999_999_999],
])('reads %j as the number of a version', (text, number) => {
  expect(versionNumber.parse(text)).toBe(number)
})

it.each(['1e3', '0x10', ' 2', ' 2 ', '2\n', '02', '+2', '-2', '2.0', '0', String(2 ** 31), '1x', '', null, undefined])(
  'reads %j as 0, which no version has',
  (text) => {
    expect(versionNumber.parse(text)).toBe(0)
  },
)
