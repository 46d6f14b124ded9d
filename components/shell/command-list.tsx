'use client'
import { Command } from 'cmdk'
import { ArrowRight, FolderOpen, Search, UserRound, Zap } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent } from 'react'
import { useFound } from '../ui/use-found'
import { goTo, SIGN_OUT } from './go-to'

export type Destination = { title: string; href: string; hint?: string }

const signOut: Destination = { title: 'Sign out', href: SIGN_OUT }

type Props = {
  pages: readonly Destination[]
  /** What can be done from anywhere, beside signing out. */ actions: readonly Destination[]
  searchUrl?: string
  close: () => void
}

const groups = [
  { kind: 'resource', heading: 'Resources', Icon: FolderOpen },
  { kind: 'person', heading: 'People', Icon: UserRound },
] as const

export function CommandList({ pages, actions, searchUrl, close }: Props) {
  const router = useRouter()
  const [query, setQuery] = useState('')
  const { found, searching } = useFound(searchUrl, query)
  const wanted = useRef('')
  const words = query.trim()
  const called = ({ title }: Destination) => title.toLowerCase().includes(words.toLowerCase())
  const [doing, matching] = [[...actions, signOut].filter(called), pages.filter(called)]
  const known = doing.length + matching.length > 0

  function go(href: string) {
    close()
    goTo(href, router.push)
  }

  /** Enter before the answer is there opens the first that it brings. */
  function press(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !searching || known) return
    event.preventDefault()
    wanted.current = words
  }

  const openWanted = useEffectEvent(() => {
    const [first] = found
    if (!words || wanted.current !== words) return
    wanted.current = ''
    if (first) go(first.href)
  })

  useEffect(() => {
    if (!searching) openWanted()
  }, [searching])

  return (
    <Command shouldFilter={false} label="Find" className="flex flex-col" onKeyDown={press}>
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Search className="size-4 shrink-0 text-muted" />
        <Command.Input
          autoFocus
          value={query}
          onValueChange={setQuery}
          placeholder={searchUrl ? 'Find people, resources and pages' : 'Find a page'}
          className="min-h-14 w-full bg-transparent text-lead outline-none"
        />
      </div>
      <Command.List className="max-h-96 overflow-y-auto p-2">
        {!searching && <Command.Empty className="px-3 py-6 text-muted">Nothing found for “{query}”.</Command.Empty>}
        {doing.length > 0 && <Entries heading="Actions" Icon={Zap} destinations={doing} go={go} />}
        {matching.length > 0 && <Entries heading="Pages" Icon={ArrowRight} destinations={matching} go={go} />}
        {groups.map(({ kind, heading, Icon }) => {
          const those = found.filter((one) => one.kind === kind)
          return those.length > 0 && <Entries key={kind} heading={heading} Icon={Icon} destinations={those} go={go} />
        })}
      </Command.List>
    </Command>
  )
}

type EntriesProps = {
  heading: string
  Icon: typeof Search
  destinations: readonly Destination[]
  go: (href: string) => void
}

function Entries({ heading, Icon, destinations, go }: EntriesProps) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-small [&_[cmdk-group-heading]]:text-muted"
    >
      {destinations.map(({ href, title, hint }) => (
        <Command.Item
          key={href}
          value={href}
          onSelect={() => go(href)}
          className="flex min-h-11 cursor-pointer items-center gap-3 rounded px-3 py-2 aria-selected:bg-accent-tint aria-selected:text-accent"
        >
          <Icon className="size-4 shrink-0 text-muted" />
          <span dir="auto" className="truncate">
            {title}
          </span>
          {hint && <span className="ml-auto truncate text-small text-muted">{hint}</span>}
        </Command.Item>
      ))}
    </Command.Group>
  )
}
