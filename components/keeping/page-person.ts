'use client'
import { createContext } from 'react'

/** What somebody without JavaScript was sending when their session ran out: `form` is the form's place on the page. */
export type BroughtBack = { pathname: string; form: string; values: Record<string, string> }

export type PagePerson = {
  id: string
  address: string
  /** Seals this person's drafts in this browser; only their own signed-in pages are given it. 256 bits, base64url. */
  draftKey: string
  broughtBack: BroughtBack | null
}

/** Whose page this is; null: nobody is signed in. */
export const PagePersonContext = createContext<PagePerson | null>(null)
