import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { AccountDetails } from '@/components/account/account-details'
import { SessionList } from '@/components/account/session-list'
import { SignInMethods } from '@/components/factors/sign-in-methods'
import { PersonTerms } from '@/components/terms/person-terms'
import { PageHeader } from '@/components/ui/page-header'
import { getAccount } from '@/lib/identity/accounts/get-account'
import { listFactors } from '@/lib/identity/factors/manage-factors'
import { listSessions } from '@/lib/identity/sessions/list-sessions'
import { listMyTerms } from '@/lib/terms/administering/list-acceptances'
import { end, endOthers, rename } from './actions'
import * as factorActions from './factor-actions'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage({ searchParams }: { searchParams: Promise<{ terms?: unknown }> }) {
  const account = await load(getAccount, {})
  const factors = await load(listFactors, {})
  const sessions = await load(listSessions, {})
  const terms = await load(listMyTerms, { page: (await searchParams).terms })
  return (
    <>
      <PageHeader title="Account" />
      <AccountDetails account={account} rename={rename} />
      <SignInMethods factors={factors} actions={factorActions} endOthers={endOthers} />
      <SessionList sessions={sessions} end={end} endOthers={endOthers} />
      {terms.total > 0 && <PersonTerms view={terms} href={(page) => `/account?terms=${page}#terms`} />}
    </>
  )
}
