import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { MakeRecoveryCodes } from '@/components/factors/make-recovery-codes'
import { PageHeader } from '@/components/ui/page-header'
import { listFactors } from '@/lib/identity/factors/manage-factors'
import { stepPath } from '@/lib/identity/step-up/step-path'
import { renewCodes } from '../factor-actions'

export const metadata: Metadata = { title: 'Recovery codes' }

export default async function RecoveryCodesPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const { next } = await searchParams
  const { recoveryCodes } = await load(listFactors, {})
  return (
    <>
      <PageHeader title="Recovery codes" description="For the day your app or passkey is lost: each of ten codes lets you in once, beside the mailed code." back={{ href: '/account', label: 'Account' }} />
      <MakeRecoveryCodes action={renewCodes} left={recoveryCodes} next={next ? stepPath(next) : '/account'} />
    </>
  )
}
