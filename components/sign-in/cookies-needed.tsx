'use client'
import { useSyncExternalStore } from 'react'
import { Banner } from '../ui/banner'

const never = () => () => {}

/** Says that nobody gets in without cookies, where this browser keeps none. `refused`: it sent none back, which is all that is known without a script. */
export function CookiesNeeded({ refused }: { refused: boolean }) {
  const blocked = useSyncExternalStore(
    never,
    () => !navigator.cookieEnabled,
    () => refused,
  )
  if (!blocked) return null
  return (
    <div className="mb-6">
      <Banner tone="warning">
        This browser keeps no cookies for this site. Foyer needs one to know you again after the code; it follows nobody
        elsewhere. Allow cookies for this site, then load the page again.
      </Banner>
    </div>
  )
}
