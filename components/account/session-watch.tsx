'use client'
import { useEffect } from 'react'
import { browserStore, openChannel } from '../keeping/browser-store'
import { cover, coverAndLoad, uncover } from '../keeping/cover'
import { eraseDrafts } from '../keeping/draft-store'
import { tellSignedInAgain } from '../keeping/session-news'

const CHANNEL = 'foyer-session'

/** Who is signed in where a page was opened; null: nobody, since somebody has signed out. */
type News = { person: string | null }

type Props = {
  person: { id: string; address: string } | null
  /** Nobody is signed in because a session ran out: what its person has typed elsewhere stays. */
  ranOut: boolean
}

/**
 * Keeps all tabs with whoever is signed in: signing out in one, or signing in as somebody else, erases drafts, covers
 * the others and has them ask again for their page. A page that the browser kept is asked about before it is shown.
 */
export function SessionWatch({ person, ranOut }: Props) {
  const [id, address] = person ? [person.id, person.address] : [null, null]

  useEffect(() => {
    if (ranOut) return
    const store = browserStore()
    if (store) eraseDrafts(store, id)
    const channel = openChannel(CHANNEL)
    channel?.postMessage({ person: id } satisfies News)
    if (channel && id) channel.onmessage = ({ data }) => hear(data as News, id)
    return () => channel?.close()
  }, [id, ranOut])

  useEffect(() => {
    if (!address) return
    const shown = ({ persisted }: PageTransitionEvent) => {
      if (persisted) void lookAgain(address)
    }
    window.addEventListener('pageshow', shown)
    return () => window.removeEventListener('pageshow', shown)
  }, [address])

  return null
}

function hear({ person }: News, id: string) {
  if (person === id) return tellSignedInAgain()
  const store = browserStore()
  if (store) eraseDrafts(store, person)
  coverAndLoad()
}

/** Shows a page that came back out of the browser’s memory only to the person it was made for. */
async function lookAgain(address: string) {
  cover()
  const session = await whoIsSignedIn().catch(() => null)
  if (session?.user?.address === address) uncover()
  else coverAndLoad()
}

async function whoIsSignedIn() {
  const answer = await fetch('/api/auth/session', { headers: { accept: 'application/json' } })
  return answer.ok ? ((await answer.json()) as { user?: { address?: string } } | null) : null
}
