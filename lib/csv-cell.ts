import { composed } from './composed'

const formula = /^[\s\p{Z}\p{C}"]*[=+\-@\u2212]/u
const control = /^\p{C}/u
/** Behind what a spreadsheet elsewhere takes for the end of a cell. */
const inside = /[;\t\r\n][\s\p{Z}\p{C}"]*(?=([^\s\p{Z}\p{C}"]))/gu

/**
 * A text as a cell that no spreadsheet takes for a formula: an apostrophe stands before = + - @, their look-alikes
 * however wide, small, raised or lowered, and control characters; also behind white space, and behind a semicolon, tab
 * or line end, which end a cell in other settings. After OWASP, CSV injection.
 */
export function csvCell(text: string): string {
  const guarded = text.replace(inside, (before, sign: string) =>
    formula.test(sign.normalize('NFKC')) ? `${before}'` : before,
  )
  const seen = composed(text, 'NFKC')
  return formula.test(seen) || control.test(text) ? `'${guarded}` : guarded
}
