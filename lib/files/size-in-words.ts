const units = ['bytes', 'kB', 'MB', 'GB', 'TB']

/** "12 bytes", "340 kB", "4.7 GB": steps of 1,024, as browsers and Windows count. */
export function sizeInWords(bytes: number): string {
  let amount = bytes
  let unit = 0
  while (amount >= 1023.5 && unit < units.length - 1) {
    amount /= 1024
    unit++
  }
  return `${unit > 0 && amount < 10 ? Number(amount.toFixed(1)) : Math.round(amount)} ${units[unit]}`
}

/** What to say of a file over the limit, in bytes. */
export const tooLarge = (limit: number) => `Files can have at most ${sizeInWords(limit)}. Share a link to a larger one instead.`
