import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { PolicyTabs } from '@/components/policies/policy-tabs'
import { TermsList } from '@/components/terms/terms-list'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { listTerms } from '@/lib/terms/administering/list-terms'

export const metadata: Metadata = { title: 'Terms of use' }

export default async function TermsOfUsePage() {
  const { rows, full } = await load(listTerms, {})
  return (
    <>
      <PageHeader
        title="Terms of use"
        description={
          full
            ? 'There are as many documents as there can be. Delete one that no policy asks for to make room.'
            : 'What a policy has people accept before something opens.'
        }
        action={
          !full && (
            <LinkButton href="/admin/terms/new" variant="primary">
              New document
            </LinkButton>
          )
        }
      />
      <PolicyTabs current="terms" />
      <TermsList rows={rows} />
    </>
  )
}
