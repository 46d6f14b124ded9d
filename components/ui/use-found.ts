'use client'
import { useEffect, useState } from 'react'
import type { Found } from '../shell/command-list'

const pause = 150

/** What `searchUrl` knows for the words typed, asked once they rest for 150 ms. Answers that come too late are dropped. */
export function useFound(searchUrl: string | undefined, query: string) {
  const words = query.trim()
  const [answer, setAnswer] = useState<{ words: string; found: Found[] }>({ words: '', found: [] })

  useEffect(() => {
    if (!searchUrl || !words) return
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      const found = await ask(searchUrl, words, stop.signal)
      if (found) setAnswer({ words, found })
    }, pause)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [searchUrl, words])

  if (!searchUrl || !words) return { found: [], searching: false }
  return { found: answer.found, searching: answer.words !== words }
}

async function ask(searchUrl: string, words: string, signal: AbortSignal): Promise<Found[] | null> {
  try {
    const response = await fetch(`${searchUrl}?q=${encodeURIComponent(words)}`, { signal })
    return response.ok ? ((await response.json()) as Found[]) : []
  } catch {
    return signal.aborted ? null : []
  }
}
