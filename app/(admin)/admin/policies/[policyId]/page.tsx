import type { Metadata } from 'next'
import { cache } from 'react'
import { load } from '@/app/_boundary/load'
import { PolicyForm } from '@/components/policies/policy-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { PageHeader } from '@/components/ui/page-header'
import { isolated } from '@/lib/own-direction'
import { getPolicyForm } from '@/lib/policies/get-policy-form'
import { change, remove } from '../actions'

type Props = { params: Promise<{ policyId: string }> }

const loadForm = cache((policyId: string) => load(getPolicyForm, { policyId }))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadForm((await params).policyId)).values.name }
}

export default async function PolicyPage({ params }: Props) {
  const { policyId } = await params
  const view = await loadForm(policyId)
  const { name } = view.values
  return (
    <>
      <PageHeader
        title={name}
        back={{ href: '/admin/policies', label: 'Policies' }}
        action={
          <ConfirmDialog
            label="Delete"
            title={`Delete “${isolated(name)}”?`}
            confirmLabel="Delete policy"
            pendingLabel="Deleting"
            action={remove}
            fields={{ policyId }}
          >
            <p>
              What it asks for is not asked any longer, from the next request on. Turned off, it would stay to be turned
              on again.
            </p>
          </ConfirmDialog>
        }
      />
      <PolicyForm view={view} submit={change} previewUrl="/admin/policies/preview" />
    </>
  )
}
