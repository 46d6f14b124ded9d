import { randomInt } from 'node:crypto'

/** Without the letters and digits that are taken for one another. */
const signs = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Eight signs in two halves, such as "F7K2-9QXM": to be read out on a telephone. */
export function newReference() {
  const drawn = Array.from({ length: 8 }, () => signs[randomInt(signs.length)])
  return `${drawn.slice(0, 4).join('')}-${drawn.slice(4).join('')}`
}

/** A reference as it was typed; null where it can't be one. */
export function readReference(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '')
  return plain.length === 8 && [...plain].every((sign) => signs.includes(sign))
    ? `${plain.slice(0, 4)}-${plain.slice(4)}`
    : null
}
