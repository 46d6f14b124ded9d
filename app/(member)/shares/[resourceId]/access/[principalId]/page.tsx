import type { Metadata } from 'next'
import { cache } from 'react'
import { load } from '@/app/_boundary/load'
import { ExplainedAccess } from '@/components/explain/explained-access'
import { explainAccess } from '@/lib/sharing/explain-access'

type Props = { params: Promise<{ resourceId: string; principalId: string }> }

const loadAccess = cache((resourceId: string, principalId: string) => load(explainAccess, { resourceId, principalId }))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { resourceId, principalId } = await params
  const { opens } = await loadAccess(resourceId, principalId)
  return { title: opens ? 'Why can they open it?' : 'Why can’t they open it?' }
}

export default async function AccessPage({ params }: Props) {
  const { resourceId, principalId } = await params
  return <ExplainedAccess view={await loadAccess(resourceId, principalId)} />
}
