'use client'
import { useState } from 'react'

/** Puts a text on the clipboard, and says for a moment that it did. `select`: marks the text on the page, to be copied from there. */
export function useCopy(text: string, select: () => void) {
  const [copied, setCopied] = useState(false)
  async function copy() {
    if (!(await toClipboard(text))) {
      select()
      document.execCommand('copy')
    }
    setCopied(true)
    setTimeout(() => setCopied(false), 2500)
  }
  return { copied, copy: () => void copy() }
}

// Over plain http browsers keep their clipboard to themselves.
const toClipboard = async (text: string) => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
