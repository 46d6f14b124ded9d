import { roundPath } from '@/lib/page-paths'
import { Tabs } from '../../ui/tabs'

export type RoundTab = 'items' | 'reviewers' | 'history' | 'mails'

export function RoundTabs({ roundId, current }: { roundId: string; current: RoundTab }) {
  const path = roundPath(roundId)
  const tabs = [
    { key: 'items', label: 'Items', href: path },
    { key: 'reviewers', label: 'Reviewers', href: `${path}?tab=reviewers` },
    { key: 'history', label: 'History', href: `${path}?tab=history` },
    { key: 'mails', label: 'Mails', href: `${path}?tab=mails` },
  ] as const
  return <Tabs label="Parts of the round" tabs={tabs} current={current} />
}
