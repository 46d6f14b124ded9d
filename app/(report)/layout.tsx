import type { ReactNode } from 'react'
import { SessionWatch } from '@/components/account/session-watch'
import { currentCaller } from '@/app/_boundary/caller'
import { lastAddress } from '@/app/_boundary/sign-in'

/** A sheet of paper: no rail. */
export default async function Layout({ children }: { children: ReactNode }) {
  const caller = await currentCaller()
  const person = caller.kind === 'person' ? { id: caller.principal.id, address: caller.principal.address } : null
  return (
    <>
      <SessionWatch person={person} ranOut={!person && (await lastAddress()) !== null} />
      <main id="content">{children}</main>
    </>
  )
}
