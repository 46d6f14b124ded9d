import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'
import { PeopleTabs } from './people-tabs'

export function PeopleHeader({ current, q }: { current: 'guests' | 'members'; q: string }) {
  const add = (
    <LinkButton href="/admin/people/add" variant="primary">
      Add member
    </LinkButton>
  )
  return (
    <>
      <PageHeader title="People" action={add} />
      <PeopleTabs current={current} q={q} />
    </>
  )
}
