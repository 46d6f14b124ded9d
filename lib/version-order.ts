const numbers = (version: string) => version.split('.').map(Number)

/** Whether one version such as 1.10.0 comes before another. */
export function isOlder(version: string, than: string): boolean {
  const [one, other] = [numbers(version), numbers(than)]
  const at = one.findIndex((number, place) => number !== other[place])
  return at >= 0 && one[at]! < (other[at] ?? 0)
}
