import { Tabs } from '../ui/tabs'

type Props = { current: 'guests' | 'members'; /** The search, which stays. */ q: string }

export function PeopleTabs({ current, q }: Props) {
  const search = q ? `?q=${encodeURIComponent(q)}` : ''
  const tabs = [
    { key: 'guests', label: 'Guests', href: `/admin/people${search}` },
    { key: 'members', label: 'Members', href: `/admin/people/members${search}` },
  ] as const
  return <Tabs label="Kind of people" tabs={tabs} current={current} />
}
