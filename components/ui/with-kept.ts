type Option = { value: string; label: string }

/**
 * The options with what is kept among them, whatever they are: saving something else must not change it. What is no
 * longer offered comes first, under `goneLabel` or by its own value.
 */
export function withKept<Given extends Option>(
  options: readonly Given[],
  kept: readonly string[],
  goneLabel?: string,
): readonly (Given | Option)[] {
  const gone = kept.filter((value) => !options.some((option) => option.value === value))
  return [...gone.map((value) => ({ value, label: goneLabel ?? value.replaceAll('_', ' ') })), ...options]
}
