import type { ReactNode } from 'react'

type Props = { label: string; /** Unfolded from the start. */ open?: boolean; children: ReactNode }

/** What stands open on a wide screen, and on a phone, where something else comes first, only once its box is ticked. Works without JavaScript. */
export const PhoneFold = ({ label, open = false, children }: Props) => (
  <>
    <label className="inline-flex min-h-11 items-center gap-3 text-small font-medium sm:hidden">
      <input type="checkbox" defaultChecked={open} className="choice mt-0!" />
      {label}
    </label>
    <div className="max-sm:hidden [label:has(:checked)+&]:block!">{children}</div>
  </>
)
