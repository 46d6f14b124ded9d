import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { TrashPage } from '@/components/sharing/trash-page'
import { listTrash } from '@/lib/sharing/trash/list-trash'
import * as actions from './actions'

export const metadata: Metadata = { title: 'Trash' }

export default async function SharesTrashPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  return (
    <TrashPage
      trash={await load(listTrash, await searchParams)}
      path="/shares/trash"
      back={{ href: '/shares', label: 'Shared by me' }}
      actions={actions}
    />
  )
}
