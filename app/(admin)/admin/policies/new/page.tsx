import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { PolicyForm } from '@/components/policies/policy-form'
import { PolicyTemplates } from '@/components/policies/policy-templates'
import { PageHeader } from '@/components/ui/page-header'
import { getPolicyForm } from '@/lib/policies/get-policy-form'
import { create } from '../actions'

export const metadata: Metadata = { title: 'New policy' }

export default async function NewPolicyPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const { template } = await searchParams
  const view = await load(getPolicyForm, { policyId: null, template })
  return (
    <>
      <PageHeader title="New policy" back={{ href: '/admin/policies', label: 'Policies' }} />
      <PolicyTemplates templates={view.templates} chosen={view.template} />
      <PolicyForm key={view.template} view={view} submit={create} previewUrl="/admin/policies/preview" />
    </>
  )
}
