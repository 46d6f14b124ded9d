import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { TermsText } from '@/components/terms/terms-text'
import { PageHeader } from '@/components/ui/page-header'
import { isolated } from '@/lib/own-direction'
import { getText } from '@/lib/terms/accepting/get-text'

export const metadata: Metadata = { title: 'Terms of use' }

/** A text of terms for whoever accepted it, and for administrators. */
export default async function TextPage({ params }: { params: Promise<{ textId: string }> }) {
  const text = await load(getText, { ...(await params), reference: null })
  const markdown = text.format === 'markdown' ? new TextDecoder().decode(text.content) : null
  return (
    <>
      <PageHeader
        title={text.title}
        description={`${isolated(text.name)}, version ${text.number}, ${text.languageName}`}
      />
      <TermsText title={text.title} language={text.language} markdown={markdown} pdf={`/terms/${text.id}/pdf`} />
    </>
  )
}
