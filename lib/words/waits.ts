import { HOUR, MINUTE, SECOND } from '../clock'

const units = [
  { name: 'hour', length: HOUR },
  { name: 'minute', length: MINUTE },
  { name: 'second', length: SECOND },
]

/** How long from `at` until `until`, in words and rounded up: "in 20 seconds", "in 12 minutes". */
export function waitInWords(until: Date, at: Date) {
  const left = Math.max(until.getTime() - at.getTime(), SECOND)
  const { name, length } = units.find((unit) => left >= unit.length) ?? units[2]!
  const count = Math.ceil(left / length)
  return `in ${count} ${name}${count === 1 ? '' : 's'}`
}
