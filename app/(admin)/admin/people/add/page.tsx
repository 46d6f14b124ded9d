import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { AddMemberForm } from '@/components/people/add-member-form'
import { PageHeader } from '@/components/ui/page-header'
import { authorize } from '@/lib/access/authorize'
import { add } from '../actions'

export const metadata: Metadata = { title: 'Add member' }

export default async function AddMemberPage({
  searchParams,
}: {
  searchParams: Promise<{ address?: string | string[] }>
}) {
  const { address } = await searchParams
  await load(async (caller) => authorize(caller, 'member.add'), {})
  return (
    <>
      <PageHeader title="Add member" back={{ href: '/admin/people/members', label: 'Members' }} />
      <AddMemberForm
        action={add}
        cancelHref="/admin/people/members"
        address={typeof address === 'string' ? address : undefined}
      />
    </>
  )
}
