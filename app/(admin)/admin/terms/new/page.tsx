import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { NewTermsForm } from '@/components/terms/new-terms-form'
import { PageHeader } from '@/components/ui/page-header'
import { beginTerms } from '@/lib/terms/administering/get-terms-form'
import { create } from '../actions'

export const metadata: Metadata = { title: 'New document' }

export default async function NewTermsPage() {
  const begun = await load(beginTerms, {})
  return (
    <>
      <PageHeader title="New document" back={{ href: '/admin/terms', label: 'Terms of use' }} />
      <NewTermsForm begun={begun} create={create} />
    </>
  )
}
