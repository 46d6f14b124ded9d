/** How much is answered, as a bar in a row and in words. */
export function AnsweredBar({ answered, items, label }: { answered: number; items: number; label: string }) {
  if (items === 0) return <span className="text-muted">Nothing to review</span>
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
