import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { PolicyList } from '@/components/policies/policy-list'
import { PolicyTabs } from '@/components/policies/policy-tabs'
import { SuggestedPolicy } from '@/components/policies/suggested-policy'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { suggestPolicy } from '@/lib/identity/factors/suggest-policy'
import { listPolicies } from '@/lib/policies/list-policies'

export const metadata: Metadata = { title: 'Policies' }

export default async function PoliciesPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const [view, suggested] = await Promise.all([load(listPolicies, await searchParams), load(suggestPolicy, {})])
  return (
    <>
      <PageHeader
        title="Conditional access"
        description="What is asked of whom before something opens, on every request."
        action={
          <LinkButton href="/admin/policies/new" variant="primary">
            New policy
          </LinkButton>
        }
      />
      <PolicyTabs current="policies" />
      {suggested && <SuggestedPolicy policy={suggested} />}
      <PolicyList view={view} />
    </>
  )
}
