'use client'
import { useEffect, useState } from 'react'
import type { Found, SearchKind } from '@/lib/search/search'

const pause = 150

/** What `searchUrl` knows for the words typed, `only` of one kind, asked once they rest for 150 ms. Answers that come too late are dropped. */
export function useFound(searchUrl: string | undefined, query: string, only?: SearchKind) {
  const words = query.trim()
  const [answer, setAnswer] = useState<{ words: string; found: Found[] }>({ words: '', found: [] })

  useEffect(() => {
    if (!searchUrl || !words) return
    const stop = new AbortController()
    const find = async () => {
      const found = await ask(`${searchUrl}?${new URLSearchParams({ q: words, ...(only && { only }) })}`, stop.signal)
      if (found) setAnswer({ words, found })
    }
    const timer = setTimeout(() => void find(), pause)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [searchUrl, words, only])

  if (!searchUrl || !words) return { found: [], searching: false }
  return { found: answer.found, searching: answer.words !== words }
}

async function ask(url: string, signal: AbortSignal): Promise<Found[] | null> {
  try {
    const response = await fetch(url, { signal })
    return response.ok ? ((await response.json()) as Found[]) : []
  } catch {
    return signal.aborted ? null : []
  }
}
