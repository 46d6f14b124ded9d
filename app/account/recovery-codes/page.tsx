import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { currentOrganization } from '@/app/_boundary/organization'
import { MakeRecoveryCodes } from '@/components/factors/make-recovery-codes'
import { OfferEndOthers } from '@/components/factors/offer-end-others'
import { PageHeader } from '@/components/ui/page-header'
import { listFactors } from '@/lib/identity/factors/manage-factors'
import { getAccount } from '@/lib/identity/accounts/get-account'
import { stepPath } from '@/lib/identity/joining/step-path'
import { endOthers } from '../actions'
import { renewCodes } from '../factor-actions'

export const metadata: Metadata = { title: 'Recovery codes' }

export default async function RecoveryCodesPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const { next } = await searchParams
  const { recoveryCodes, elsewhere } = await load(listFactors, {})
  const { address } = await load(getAccount, {})
  const organization = await currentOrganization()
  return (
    <>
      <PageHeader
        title="Recovery codes"
        description="For the day your app or passkey is lost: each of ten codes lets you in once, beside the mailed code."
        back={{ href: '/account', label: 'Account' }}
      />
      <div className="flex flex-col gap-8">
        {elsewhere !== null && <OfferEndOthers elsewhere={elsewhere} action={endOthers} />}
        <MakeRecoveryCodes
          action={renewCodes}
          left={recoveryCodes}
          next={next ? stepPath(next) : '/account'}
          address={address}
          organization={organization?.name ?? 'Foyer'}
        />
      </div>
    </>
  )
}
