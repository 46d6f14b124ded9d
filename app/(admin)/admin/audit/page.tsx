import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { AuditTrail } from '@/components/audit/audit-trail'
import { PageHeader } from '@/components/ui/page-header'
import { listAuditEvents } from '@/lib/audit/list-audit-events'

export const metadata: Metadata = { title: 'Audit' }

export default async function AuditPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const trail = await load(listAuditEvents, await searchParams)
  return (
    <>
      <PageHeader title="Audit" description="Who did what, to what, from where. Events are only ever added." />
      <AuditTrail view={trail} />
    </>
  )
}
