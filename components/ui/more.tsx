'use client'
import { ChevronRight } from 'lucide-react'
import { use, type ReactNode } from 'react'
import { FormContext } from './form-context'

type Props = {
  title: string
  hint?: string
  /** The fields in it: one that needs another look opens it. */ fields: readonly string[]
  open?: boolean
  children: ReactNode
}

/** What most do without. */
export function More({ title, hint, fields, open = false, children }: Props) {
  const { fields: wrong = {} } = use(FormContext)
  return (
    <details open={open || fields.some((field) => field in wrong)} className="group/more border-t border-line">
      <summary className="flex min-h-14 list-none items-center gap-2 py-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 shrink-0 text-muted transition-transform duration-120 group-open/more:rotate-90" />
        <span className="font-medium">{title}</span>
        {hint && <span className="truncate text-small text-muted group-open/more:hidden max-sm:hidden">{hint}</span>}
      </summary>
      <div className="flex flex-col gap-5 pb-6">{children}</div>
    </details>
  )
}
