/** More marks on one letter than any language writes (Unicode Standard Annex 15, 13: 30). */
const heap = /(?<!\p{M})\p{M}{31,}/gu

const MOST = 30

/**
 * A text in the one spelling of its letters; by "NFKC" also wide, small and raised ones as plain ones. Marks are put in
 * order at a cost that grows with the square of how many stand on one letter, so that of a heap the first 30 stay.
 */
export const composed = (text: string, form: 'NFC' | 'NFKC' = 'NFC') =>
  text.replace(heap, (marks) => [...marks].slice(0, MOST).join('')).normalize(form)
