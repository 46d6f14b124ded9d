import {
  ClipboardCheck,
  Contact,
  Inbox,
  Layers,
  ListChecks,
  LogIn,
  ScrollText,
  Send,
  Settings,
  ShieldCheck,
  Users,
} from 'lucide-react'
import type { ReactNode } from 'react'

export type ShellPage = {
  title: string
  /** What it is called in the bar of a phone, in one line. */ short?: string
  href: string
  /** Places that belong to it, by their own addresses. */ also?: string[]
  icon: ReactNode
}

export const memberPages: ShellPage[] = [
  { title: 'Shared by me', short: 'By me', href: '/shares', icon: <Send /> },
  { title: 'Spaces', href: '/spaces', icon: <Layers /> },
  { title: 'Shared with me', short: 'With me', href: '/shared-with-me', icon: <Inbox /> },
  { title: 'Reviews', href: '/reviews', icon: <ListChecks /> },
  { title: 'My guests', short: 'Guests', href: '/guests', icon: <Contact /> },
]

export const administratorPages: ShellPage[] = [
  { title: 'People', href: '/admin/people', icon: <Users /> },
  { title: 'Access reviews', href: '/admin/reviews', icon: <ClipboardCheck /> },
  {
    title: 'Policies',
    href: '/admin/policies',
    also: ['/admin/locations', '/admin/labels', '/admin/terms'],
    icon: <ShieldCheck />,
  },
  { title: 'Sign-ins', href: '/admin/sign-ins', icon: <LogIn /> },
  { title: 'Audit', href: '/admin/audit', icon: <ScrollText /> },
  { title: 'Settings', href: '/admin/settings', icon: <Settings /> },
]
