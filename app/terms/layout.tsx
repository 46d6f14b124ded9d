import type { ReactNode } from 'react'
import { Shell } from '@/app/_boundary/shell'

export default function Layout({ children }: { children: ReactNode }) {
  return <Shell door>{children}</Shell>
}
