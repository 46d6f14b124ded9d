import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { AccountDetails } from '@/components/account/account-details'
import { SessionList } from '@/components/account/session-list'
import { SignInMethods } from '@/components/factors/sign-in-methods'
import { PageHeader } from '@/components/ui/page-header'
import { getAccount } from '@/lib/identity/get-account'
import { listFactors } from '@/lib/identity/factors/manage-factors'
import { listSessions } from '@/lib/identity/list-sessions'
import { end, endOthers, rename } from './actions'
import * as factorActions from './factor-actions'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage() {
  const account = await load(getAccount, {})
  const factors = await load(listFactors, {})
  const sessions = await load(listSessions, {})
  return (
    <>
      <PageHeader title="Account" />
      <AccountDetails account={account} rename={rename} />
      <SignInMethods factors={factors} actions={factorActions} />
      <SessionList sessions={sessions} end={end} endOthers={endOthers} />
    </>
  )
}
