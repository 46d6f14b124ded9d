import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { Labels } from '@/components/policies/labels'
import { PolicyTabs } from '@/components/policies/policy-tabs'
import { PageHeader } from '@/components/ui/page-header'
import { manageLabels } from '@/lib/policies/labels/labels'
import { move, remove, save } from './actions'

export const metadata: Metadata = { title: 'Labels' }

export default async function LabelsPage() {
  const labels = await load(manageLabels, {})
  return (
    <>
      <PageHeader
        title="Sensitivity labels"
        description="How sensitive a resource is, least first. A sharer sets one; policies ask more where it matters."
      />
      <PolicyTabs current="labels" />
      <Labels labels={labels} save={save} move={move} remove={remove} />
    </>
  )
}
