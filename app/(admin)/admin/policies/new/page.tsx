import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { PolicyForm } from '@/components/policies/policy-form'
import { PageHeader } from '@/components/ui/page-header'
import { getPolicyForm } from '@/lib/policies/get-policy-form'
import { create } from '../actions'

export const metadata: Metadata = { title: 'New policy' }

export default async function NewPolicyPage() {
  const view = await load(getPolicyForm, { policyId: null })
  return (
    <>
      <PageHeader title="New policy" back={{ href: '/admin/policies', label: 'Policies' }} />
      <PolicyForm view={view} submit={create} previewUrl="/admin/policies/preview" />
    </>
  )
}
