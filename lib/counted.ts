const units = ['kB', 'MB', 'GB', 'TB']

/** "1 guest", "2,000 guests". */
export const counted = (number: number, one: string, many: string) =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`

/** "1 byte", "340 kB", "4.7 GB": steps of 1,024, as browsers and Windows count. */
export function sizeInWords(bytes: number): string {
  const whole = Math.round(bytes)
  if (whole < 1024) return counted(whole, 'byte', 'bytes')
  let amount = bytes / 1024
  let unit = 0
  while (amount >= 1023.5 && unit < units.length - 1) {
    amount /= 1024
    unit++
  }
  return `${amount < 9.95 ? Number(amount.toFixed(1)) : Math.round(amount)} ${units[unit]}`
}
