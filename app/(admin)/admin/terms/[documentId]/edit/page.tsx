import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { TermsSettingsForm } from '@/components/terms/terms-settings-form'
import { PageHeader } from '@/components/ui/page-header'
import { getTermsSettings } from '@/lib/terms/administering/get-terms-form'
import { change } from '../../actions'

export const metadata: Metadata = { title: 'Change document' }

export default async function ChangeTermsPage({ params }: { params: Promise<{ documentId: string }> }) {
  const terms = await load(getTermsSettings, await params)
  return (
    <>
      <PageHeader title="Change document" back={{ href: `/admin/terms/${terms.documentId}`, label: terms.name }} />
      <TermsSettingsForm terms={terms} change={change} />
    </>
  )
}
