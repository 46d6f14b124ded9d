'use client'
import { use, useEffect, useRef, useState } from 'react'
import type { ItemRow } from '@/lib/reviews/answering/item-view'
import type { ReviewAnswer } from '@/lib/reviews/rounds/settings'
import { coverAndLoad } from '../../keeping/cover'
import { PagePersonContext } from '../../keeping/page-person'
import { sendForm } from '../../keeping/send-form'
import { idle, ownFields, type FormAction, type FormState } from '../../ui/form-state'

/** An answer to some items. Null takes it back. `undo`: as it was before the last one. `onlyOpen`: what has an answer by then keeps it. */
export type Batch = { ids: number[]; answer: ReviewAnswer | null; reason: string; undo?: true; onlyOpen?: boolean }
export type Before = { id: number; answer: ReviewAnswer | null; reason: string | null }

/** An answer that is shown before the rows from the server say so. `savedWith`: the rows that were shown when it was saved. */
type Overlay = { answer: ReviewAnswer | null; reason: string; savedWith: ItemRow[] | null }

/** The last thing done, and what was there before. */
export type Act = { key: number; words: string; before: Before[] }

const NOT_SAVED = 'Not saved. Try again.'
const MOST = 10_000

const sayNo = (state: FormState) => state.message ?? Object.values(state.fields ?? {})[0] ?? NOT_SAVED

/** Saves answers one after the other while the page shows them at once. What can't be saved is shown as it was, with the reason why. */
export function useSaving({
  roundId,
  rows,
  send,
  onSaved,
}: {
  roundId: string
  rows: ItemRow[]
  send: FormAction
  onSaved?: () => void
}) {
  const [overlays, setOverlays] = useState<Record<number, Overlay>>({})
  const [problems, setProblems] = useState<Record<number, string>>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [waiting, setWaiting] = useState(0)
  const [last, setLast] = useState<Act | null>(null)
  const [asking, setAsking] = useState<{ why: string | null; answer: (signedIn: boolean) => void } | null>(null)
  const person = use(PagePersonContext)
  const queue = useRef<(() => Promise<void>)[]>([])
  const running = useRef(false)
  const acts = useRef(0)
  const shown = useRef(rows)
  useEffect(() => {
    shown.current = rows
  }, [rows])

  async function post({ ids, answer, reason, undo, onlyOpen }: Batch): Promise<FormState> {
    const form = new FormData()
    for (const [name, value] of Object.entries({ roundId, ids: ids.join(), answer: answer ?? 'none', reason }))
      form.set(name, value)
    if (undo) form.set('undo', 'on')
    if (onlyOpen) form.set('onlyOpen', 'on')
    form.set(ownFields.script, 'typed')
    if (person) form.set(ownFields.person, person.id)
    const state = await sendForm(send, idle, form)
    if (state.wayOn?.by === 'leaving') coverAndLoad()
    return state.wayOn?.by === 'signing in' && (await signedInAgain(state.wayOn.why))
      ? post({ ids, answer, reason, undo, onlyOpen })
      : state
  }

  /** Whether the person signs in again over the page, which waits for it. */
  const signedInAgain = (why: string | null) => new Promise<boolean>((answer) => setAsking({ why, answer }))

  function answerSignIn(done: boolean) {
    asking?.answer(done)
    setAsking(null)
  }

  function show({ ids, answer, reason }: Batch, savedWith: ItemRow[] | null) {
    setOverlays((all) => ({ ...all, ...Object.fromEntries(ids.map((id) => [id, { answer, reason, savedWith }])) }))
  }

  const uncover = (ids: number[]) =>
    setOverlays((all) => Object.fromEntries(Object.entries(all).filter(([id]) => !ids.includes(Number(id)))))

  function hide(ids: number[], why: string) {
    uncover(ids)
    setProblems((all) => ({ ...all, ...Object.fromEntries(ids.map((id) => [id, why])) }))
    setProblem(why)
  }

  /** Offers the way back from what has been saved, by this or otherwise. */
  const did = (words: string, before: Before[]) => setLast({ key: (acts.current += 1), words, before })

  async function run(batches: Batch[], words: string | null) {
    const before: Before[] = []
    for (const batch of batches) {
      const state = await post(batch)
      if (state.status !== 'done') {
        hide(batch.ids, sayNo(state))
        break
      }
      const changed = (state.result as { before?: Before[] } | undefined)?.before ?? []
      before.push(...changed)
      if (batch.onlyOpen) uncover(batch.ids)
      show(batch.onlyOpen ? { ...batch, ids: changed.map(({ id }) => id) } : batch, shown.current)
    }
    if (before.length > 0) {
      if (words) did(words, before)
      else setLast(null)
      onSaved?.()
    }
  }

  /** Shows answers at once and saves them in turn. Without `words` they can't be undone. */
  function save(batches: Batch[], words: string | null) {
    const parts = batches.flatMap(inParts)
    for (const batch of parts) show(batch, null)
    const ids = new Set(parts.flatMap((batch) => batch.ids))
    setProblems((all) => Object.fromEntries(Object.entries(all).filter(([id]) => !ids.has(Number(id)))))
    setProblem(null)
    setWaiting((count) => count + 1)
    queue.current.push(() => run(parts, words).finally(() => setWaiting((count) => count - 1)))
    void drain()
  }

  const drain = async () => {
    if (running.current) return
    running.current = true
    for (let next = queue.current.shift(); next; next = queue.current.shift()) await next()
    running.current = false
  }

  function undo() {
    if (!last) return
    setLast(null)
    save(asTheyWere(last.before), null)
  }

  /** The answer to show for a row: what was chosen here, until rows from the server say the same. */
  function answerOf(row: ItemRow): { answer: ReviewAnswer | null; reason: string; saving: boolean } {
    const overlay = overlays[row.id]
    if (overlay && (overlay.savedWith === null || overlay.savedWith === rows))
      return { answer: overlay.answer, reason: overlay.reason, saving: overlay.savedWith === null }
    return { answer: row.given?.answer ?? null, reason: row.given?.reason ?? '', saving: false }
  }

  return {
    save,
    undo,
    answerOf,
    did,
    last,
    problems,
    problem,
    saving: waiting > 0,
    askedToSignIn: asking && person && { person, why: asking.why },
    answerSignIn,
  }
}

/** Ten thousand at a time is what the server takes. */
const inParts = (batch: Batch): Batch[] =>
  Array.from({ length: Math.ceil(batch.ids.length / MOST) }, (_, part) => ({
    ...batch,
    ids: batch.ids.slice(part * MOST, (part + 1) * MOST),
  }))

/** What was there before, put together where the answer and the reason are the same. */
function asTheyWere(before: Before[]): Batch[] {
  const groups = new Map<string, Batch>()
  for (const { id, answer, reason } of before) {
    const key = JSON.stringify([answer, reason])
    const group: Batch = groups.get(key) ?? { ids: [], answer, reason: reason ?? '', undo: true }
    group.ids.push(id)
    groups.set(key, group)
  }
  return [...groups.values()]
}
