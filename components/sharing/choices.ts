/** When access may end, as every form offers it. */
export const ends = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '180', label: 'In 180 days' },
  { value: '365', label: 'In 365 days' },
  { value: 'never', label: 'No end' },
  { value: 'date', label: 'On a date…' },
]

/** "Nicole, Omar and 3 others", "one person". */
export function namesInWords(names: readonly string[], total: number) {
  const others = total - names.length
  const parts = others > 0 ? [...names, `${others} ${others === 1 ? 'other' : 'others'}`] : names
  return new Intl.ListFormat('en-US').format(parts)
}
