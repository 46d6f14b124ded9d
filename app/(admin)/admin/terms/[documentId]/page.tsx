import type { Metadata } from 'next'
import { cache } from 'react'
import { load } from '@/app/_boundary/load'
import { TermsPage } from '@/components/terms/terms-page'
import { getTerms } from '@/lib/terms/administering/get-terms'
import { listAcceptances } from '@/lib/terms/administering/list-acceptances'
import { remove, takeBack } from '../actions'

type Props = { params: Promise<{ documentId: string }>; searchParams: Promise<Record<string, unknown>> }

const loadTerms = cache((documentId: string) => load(getTerms, { documentId }))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadTerms((await params).documentId)).name }
}

export default async function Page({ params, searchParams }: Props) {
  const terms = await loadTerms((await params).documentId)
  const acceptances = await load(listAcceptances, { ...(await searchParams), documentId: terms.documentId })
  return <TermsPage terms={terms} acceptances={acceptances} remove={remove} takeBack={takeBack} />
}
