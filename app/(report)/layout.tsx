import type { ReactNode } from 'react'
import { SessionWatch } from '@/components/account/session-watch'
import { currentCaller } from '@/app/_boundary/caller'

/** A sheet of paper: no rail. */
export default async function Layout({ children }: { children: ReactNode }) {
  const caller = await currentCaller()
  return (
    <>
      <SessionWatch signedIn={caller.kind === 'person'} />
      <main id="content">{children}</main>
    </>
  )
}
