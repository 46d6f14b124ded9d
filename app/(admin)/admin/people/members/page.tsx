import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { MemberList } from '@/components/people/member-list'
import { PeopleHeader } from '@/components/people/people-header'
import { listMembers } from '@/lib/people/members/list-members'
import { demote, disable, enable, promote } from '../actions'

export const metadata: Metadata = { title: 'Members' }

export default async function MembersPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const members = await load(listMembers, await searchParams)
  return (
    <>
      <PeopleHeader current="members" q={members.q} />
      <MemberList view={members} actions={{ promote, demote, disable, enable }} />
    </>
  )
}
