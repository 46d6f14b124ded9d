import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { PolicyTabs } from '@/components/policies/policy-tabs'
import { PageHeader } from '@/components/ui/page-header'
import { WhatIf } from '@/components/what-if/what-if'
import { whatIf } from '@/lib/policies/what-if'

export const metadata: Metadata = { title: 'What if' }

export default async function WhatIfPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const view = await load(whatIf, await searchParams)
  return (
    <>
      <PageHeader
        title="What if"
        description="Ask the policies as they are now, without anybody noticing. Nothing is changed."
      />
      <PolicyTabs current="what-if" />
      <WhatIf view={view} />
    </>
  )
}
