import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = { label: string; /** Unfolded from the start. */ open?: boolean; children: ReactNode }

/** What stands open on a wide screen, and on a phone, where something else comes first, only once it is asked for. Works without JavaScript. */
export const PhoneFold = ({ label, open = false, children }: Props) => (
  <>
    <label className="group inline-flex min-h-11 cursor-pointer items-center gap-2 rounded text-small font-medium text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent sm:hidden">
      <input type="checkbox" defaultChecked={open} className="sr-only" />
      <span className="underline underline-offset-4">{label}</span>
      <ChevronDown className="size-4 group-has-checked:rotate-180" />
    </label>
    <div className="max-sm:hidden [label:has(:checked)+&]:block!">{children}</div>
  </>
)
