import { useId, type ReactNode } from 'react'

type Props = {
  /** Leave out while nothing can be said yet. */
  value?: number
  max: number
  label: ReactNode
  /** What is done, how fast, how long still. */
  detail?: ReactNode
}

export function ProgressBar({ value, max, label, detail }: Props) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <progress id={id} className="bar" value={value} max={max} />
      {detail && <p className="text-small text-muted tabular-nums">{detail}</p>}
    </div>
  )
}
