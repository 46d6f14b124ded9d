import { UsedSetUp } from '@/components/sign-in/used-set-up'

export const metadata = { title: 'Already set up' }

export default function NotFound() {
  return <UsedSetUp />
}
