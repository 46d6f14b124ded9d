import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { PersonPage } from '@/components/people/person-page'
import { getPerson } from '@/lib/people/get-person'
import * as actions from '../actions'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, unknown>> }

export const metadata: Metadata = { title: 'Person' }

export default async function Page({ params, searchParams }: Props) {
  const person = await load(getPerson, { principalId: (await params).id, page: (await searchParams).page })
  return <PersonPage view={person} actions={actions} />
}
