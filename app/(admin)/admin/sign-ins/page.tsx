import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { SignIns } from '@/components/sign-ins/sign-ins'
import { PageHeader } from '@/components/ui/page-header'
import { listSignIns } from '@/lib/audit/sign-ins/list-sign-ins'

export const metadata: Metadata = { title: 'Sign-ins' }

export default async function SignInsPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const view = await load(listSignIns, await searchParams)
  return (
    <>
      <PageHeader
        title="Sign-ins"
        description="Who signed in or was asked, refused or let on by policies, from where, and what each policy said."
      />
      <SignIns view={view} />
    </>
  )
}
