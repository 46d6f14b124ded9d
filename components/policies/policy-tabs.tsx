import { Tabs } from '../ui/tabs'

const tabs = [
  { key: 'policies', label: 'Policies', href: '/admin/policies' },
  { key: 'what-if', label: 'What if', href: '/admin/policies/what-if' },
  { key: 'locations', label: 'Locations', href: '/admin/locations' },
  { key: 'labels', label: 'Labels', href: '/admin/labels' },
  { key: 'terms', label: 'Terms of use', href: '/admin/terms' },
] as const

export type PolicyTab = (typeof tabs)[number]['key']

export const PolicyTabs = ({ current }: { current: PolicyTab }) => (
  <Tabs label="Conditional access" tabs={tabs} current={current} />
)
