'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent } from 'react'
import { keepAsItIs } from '../keeping/as-it-is'
import { browserStore, openChannel } from '../keeping/browser-store'
import { cover, coverAndLoad, uncover } from '../keeping/cover'
import { eraseDrafts } from '../keeping/draft-store'
import { onChanged, tellSignedInAgain } from '../keeping/session-news'

const CHANNEL = 'foyer-session'

/** Who is signed in where a page was opened; null: nobody, since somebody has signed out. `changed`: they did something there. */
type News = { person: string | null; changed?: boolean }

type Props = {
  person: { id: string; address: string } | null
  /** Nobody is signed in because a session ran out: what its person has typed elsewhere stays. */
  ranOut: boolean
}

/**
 * Keeps all tabs with whoever is signed in: signing out in one, or signing in as somebody else, erases drafts, covers
 * the others and has them ask again for their page; what is done in one the others show when they are looked at. A page
 * that was kept is asked about before it is shown, and asked for anew.
 */
export function SessionWatch({ person, ranOut }: Props) {
  const router = useRouter()
  const [id, address] = person ? [person.id, person.address] : [null, null]
  const refresh = useEffectEvent(() => router.refresh())

  useEffect(() => {
    if (ranOut) return
    const store = browserStore()
    if (store) eraseDrafts(store, id)
    const channel = openChannel(CHANNEL)
    channel?.postMessage({ person: id } satisfies News)
    if (!id) return () => channel?.close()
    const page = keepAsItIs(() => refresh())
    if (channel) channel.onmessage = ({ data }) => hear(data as News, id, page.stale)
    const deaf = onChanged(() => channel?.postMessage({ person: id, changed: true } satisfies News))
    return () => {
      deaf()
      page.end()
      channel?.close()
    }
  }, [id, ranOut])

  useEffect(() => {
    if (!address) return
    const shown = ({ persisted }: PageTransitionEvent) => {
      if (persisted) void lookAgain(address, () => refresh())
    }
    window.addEventListener('pageshow', shown)
    return () => window.removeEventListener('pageshow', shown)
  }, [address])

  return null
}

function hear({ person, changed = false }: News, id: string, stale: () => void) {
  if (person === id) return changed ? stale() : tellSignedInAgain()
  const store = browserStore()
  if (store) eraseDrafts(store, person)
  coverAndLoad()
}

/** Shows a page that came back out of the browser’s memory only to the person it was made for, and has it asked for anew. */
async function lookAgain(address: string, refresh: () => void) {
  cover()
  const session = await whoIsSignedIn().catch(() => null)
  if (session?.user?.address !== address) return coverAndLoad()
  uncover()
  refresh()
}

async function whoIsSignedIn() {
  const answer = await fetch('/api/auth/session', { headers: { accept: 'application/json' } })
  return answer.ok ? ((await answer.json()) as { user?: { address?: string } } | null) : null
}
