import { NotHere } from '@/components/shell/not-here'

export const metadata = { title: 'Not here' }

export default function NotFound() {
  return <NotHere />
}
