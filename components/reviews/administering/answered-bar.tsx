/** How much is answered of what is asked, as a bar in a row and in words: not of what had `ended` before. */
export function AnsweredBar({
  answered,
  ended = 0,
  items: all,
  label,
}: {
  answered: number
  ended?: number
  items: number
  label: string
}) {
  const items = all - ended
  if (items <= 0) return <span className="text-muted">Nothing to review</span>
  const percent = Math.floor((100 * answered) / items)
  return (
    <span className="flex min-w-32 flex-col gap-1">
      <span className="text-small tabular-nums">
        {answered.toLocaleString('en')} of {items.toLocaleString('en')} · {percent}%
      </span>
      <progress className="bar" value={answered} max={items} aria-label={label} />
    </span>
  )
}
