import { mark, speedOf } from '../transfer'
import type { Chosen } from './chosen'
import { readKept, writeKept } from './kept-list'
import { giveUp, sendPieces } from './send-pieces'

/** Files that are sent at once. */
const AT_ONCE = 3

/** Files that have arrived and are not added yet, beyond which no more are sent. */
const MOST_AHEAD = 20

/** Milliseconds: the first wait before a file is tried again, doubled each time, and the longest. */
const [SOON, LATEST] = [500, 30_000]

/** Milliseconds between two reports of how much has left. */
const TELL_EVERY = 250

/** What to do with files whose names are taken. */
export type Choice = 'version' | 'both' | 'leave'

/**
 * `waiting`: for its turn; `trying`: for the network, or the server; `absent`: for its file to be chosen again; `here`: it has
 * arrived and is about to be added; `asking`: for an answer, since its name is taken.
 */
type State = 'waiting' | 'sending' | 'trying' | 'paused' | 'failed' | 'absent' | 'here' | 'asking' | 'added' | 'left'

export type Item = {
  key: string
  name: string
  /** Where it lay in its folder. */
  path: string
  size: number
  modified: number
  state: State
  sent: number
  /** Bytes a second; null: not known yet. */
  speed: number | null
  problem: string | null
  /** Where it goes on. */
  place: string | null
  /** Once it has arrived. */
  fileId: string | null
  /** It may become a new version of what has its name. */
  version: boolean
}

/** What became of adding a file. `again`: the answer was lost. `forAll`: the other files would be answered the same. */
export type Added =
  | { by: 'adding' }
  | { by: 'asking'; version: boolean }
  | { by: 'trouble'; again: boolean; forAll: boolean; problem: string }

type Options = {
  spaceId: string
  /** Bytes that one file may have. */
  limit: number
  tooLarge: (size: number) => string
  /** The name of the list in the browser's store. */
  list: string
}

type Add = (fileId: string, taken: 'ask' | 'version' | 'both') => Promise<Added>

const over = new Set<State>(['added', 'left'])
export const isOver = ({ state }: Item) => over.has(state)
/** Something of it would be lost, or stand still, with the page. */
export const isUnderWay = ({ state }: Item) => !isOver({ state } as Item) && state !== 'absent'

/** Sends files three at a time, goes on by itself, and adds each to the space as it arrives. */
export class Queue {
  private items: readonly Item[] = []
  private readonly files = new Map<string, File>()
  private readonly stops = new Map<string, () => void>()
  private readonly tries = new Map<string, number>()
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>()
  private readonly listeners = new Set<() => void>()
  private adding: Promise<void> = Promise.resolve()
  private choice: Choice | null = null
  private add: Add | null = null
  private count = 0

  constructor(private readonly options: Options) {}

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  readonly read = () => this.items

  /** How files are added from now on. */
  addWith(add: Add) {
    this.add = add
  }

  /** Shows what was under way when the page was left, and goes on whenever the network or the reader is back. Ends, leaving what has arrived, when what it answers is called. */
  open() {
    const kept = readKept(this.options.list)
    if (this.items.length === 0)
      this.change(kept.map((file) => ({ ...fresh(file), ...file, state: 'absent' as const })))
    const wake = () => document.visibilityState === 'visible' && this.hurry()
    window.addEventListener('online', wake)
    document.addEventListener('visibilitychange', wake)
    return () => {
      window.removeEventListener('online', wake)
      document.removeEventListener('visibilitychange', wake)
      for (const { key } of this.items) this.halt(key)
    }
  }

  /** Takes files in. One that was under way before goes on where it was; one that is under way now is not taken twice. */
  take(chosen: readonly Chosen[]) {
    const known = new Map<string, Item[]>()
    for (const item of this.items)
      if (!isOver(item)) known.set(markOf(item), [...(known.get(markOf(item)) ?? []), item])
    const [more, again] = [[] as Item[], new Set<string>()]
    for (const { file, path } of chosen) {
      const facts = { path, name: file.name, size: file.size, modified: file.lastModified }
      const same = known.get(markOf(facts))?.find((item) => item.state === 'absent' || item.path === path)
      if (same && same.state !== 'absent') continue
      const key = same?.key ?? `${Date.now()}-${this.count++}`
      this.files.set(key, file)
      if (same) again.add(key)
      else {
        const item = this.checked({ key, ...facts })
        more.push(item)
        known.set(markOf(facts), [...(known.get(markOf(facts)) ?? []), item])
      }
    }
    const waiting = (item: Item): Item => (again.has(item.key) ? { ...item, state: 'waiting' } : item)
    this.change([...this.items.map(waiting), ...more])
    this.pump()
  }

  pause(key: string) {
    this.halt(key)
    this.set(key, { state: 'paused', speed: null })
    this.pump()
  }

  /** Goes on with one that was paused or has failed. */
  resume(key: string) {
    this.tries.delete(key)
    const item = this.find(key)
    if (!item) return
    if (item.fileId) return this.arrive(key, item.fileId)
    this.set(key, { state: 'waiting', problem: null })
    this.pump()
  }

  /** Gives a file up, with what has arrived of it. */
  cancel(key: string) {
    this.halt(key)
    const item = this.find(key)
    if (item?.place) void giveUp(item.place)
    this.files.delete(key)
    this.change(this.items.filter((one) => one.key !== key))
    this.pump()
  }

  pauseAll() {
    for (const { key, state } of this.items) if (stoppable.has(state)) this.pause(key)
  }

  resumeAll() {
    for (const { key, state } of this.items) if (state === 'paused' || state === 'failed') this.resume(key)
  }

  cancelAll() {
    for (const item of this.items) if (!isOver(item)) this.cancel(item.key)
  }

  /** Answers for all whose names are taken, and for those that follow. */
  answer(choice: Choice) {
    this.choice = choice
    for (const item of this.items) if (item.state === 'asking') this.settle(item, choice)
  }

  private settle({ key, place, fileId }: Item, choice: Choice) {
    if (choice !== 'leave') return this.arrive(key, fileId!)
    if (place) void giveUp(place)
    this.set(key, { state: 'left' })
  }

  private checked(file: Parameters<typeof fresh>[0]): Item {
    const { limit, tooLarge } = this.options
    return file.size > limit ? { ...fresh(file), state: 'failed', problem: tooLarge(file.size) } : fresh(file)
  }

  /** Tells whether something else is under way, after which there is room for more. */
  private isBusy(key: string) {
    return this.items.some((item) => item.key !== key && (item.state === 'sending' || ahead.has(item.state)))
  }

  /** Pauses what waits, since it would be answered the same. */
  private holdUp(problem: string) {
    this.change(this.items.map((item) => (item.state === 'waiting' ? { ...item, state: 'paused', problem } : item)))
  }

  private pump() {
    if (this.items.filter(({ state }) => ahead.has(state)).length >= MOST_AHEAD) return
    const under = this.items.filter(({ state }) => state === 'sending' || state === 'trying').length
    for (const { key } of this.items.filter(({ state }) => state === 'waiting').slice(0, AT_ONCE - under))
      void this.send(key)
  }

  private async send(key: string) {
    const [item, file] = [this.find(key), this.files.get(key)]
    if (!item || !file) return
    let marks = mark([], item.sent)
    let told = 0
    this.set(key, { state: 'sending' })
    const { ended, stop } = sendPieces(file, {
      spaceId: this.options.spaceId,
      place: item.place,
      onPlace: (place) => this.set(key, { place }),
      onProgress: (sent) => {
        const at = performance.now()
        if (at - told < TELL_EVERY && sent < file.size) return
        told = at
        if (sent > item.sent) this.tries.delete(key)
        marks = mark(marks, sent, at)
        this.set(key, { state: 'sending', sent, speed: speedOf(marks), problem: null })
      },
    })
    this.stops.set(key, stop)
    const ending = await ended
    if (this.stops.get(key) !== stop) return
    this.stops.delete(key)
    if (ending.by === 'arrival') this.arrive(key, ending.fileId)
    else if (ending.again) this.tryLater(key, ending)
    else if (ending.holds === 'more' && this.isBusy(key)) this.set(key, { state: 'waiting', speed: null })
    else {
      this.set(key, { state: 'failed', speed: null, problem: ending.problem })
      if (ending.holds === 'all') this.holdUp(ending.problem)
    }
    if (!(ending.by === 'trouble' && ending.holds === 'more')) this.pump()
  }

  private tryLater(key: string, { anew, wait, problem }: { anew: boolean; wait: number | null; problem: string }) {
    const nth = this.tries.get(key) ?? 0
    this.tries.set(key, nth + 1)
    this.set(key, { state: 'trying', speed: null, problem, ...(anew && { place: null, sent: 0 }) })
    const again = () => {
      this.timers.delete(key)
      void this.send(key)
    }
    this.timers.set(key, setTimeout(again, wait ?? Math.min(LATEST, SOON * 2 ** nth) * (0.75 + Math.random() / 2)))
  }

  /** Tries at once what waits to be tried again. */
  private hurry() {
    for (const [key, timer] of this.timers) {
      clearTimeout(timer)
      this.timers.delete(key)
      this.tries.delete(key)
      const item = this.find(key)
      if (item?.state === 'trying') void this.send(key)
      else if (item?.fileId) this.arrive(key, item.fileId)
    }
  }

  private arrive(key: string, fileId: string) {
    this.set(key, { state: 'here', fileId, sent: this.find(key)?.size, speed: null, problem: null })
    // One after the other, as they arrive: a fault with one is its own.
    this.adding = this.adding
      .then(() => this.put(key, fileId))
      .catch(() => this.set(key, { state: 'failed', problem: 'It could not be added. Try again.' }))
  }

  private async put(key: string, fileId: string) {
    const item = this.find(key)
    if (!item) return
    const { choice } = this
    const added = await this.add!(fileId, choice === 'version' || choice === 'both' ? choice : 'ask')
    if (!this.find(key)) return
    if (added.by === 'adding') this.set(key, { state: 'added' })
    else if (added.by === 'asking') this.ask({ ...item, fileId }, added.version)
    else if (added.again) this.addLater(key, fileId, added.problem)
    else {
      this.set(key, { state: 'failed', problem: added.problem })
      if (added.forAll) this.holdUp(added.problem)
    }
    this.pump()
  }

  private ask(item: Item, version: boolean) {
    this.set(item.key, { state: 'asking', version })
    // Answered while this one was being added.
    if (this.choice) this.settle(item, this.choice)
  }

  private addLater(key: string, fileId: string, problem: string) {
    const nth = this.tries.get(key) ?? 0
    this.tries.set(key, nth + 1)
    this.set(key, { problem })
    const again = () => {
      this.timers.delete(key)
      this.arrive(key, fileId)
    }
    this.timers.set(key, setTimeout(again, Math.min(LATEST, SOON * 2 ** nth)))
  }

  private halt(key: string) {
    this.stops.get(key)?.()
    this.stops.delete(key)
    clearTimeout(this.timers.get(key))
    this.timers.delete(key)
  }

  private readonly find = (key: string) => this.items.find((item) => item.key === key)

  private set(key: string, more: Partial<Item>) {
    this.change(this.items.map((item) => (item.key === key ? { ...item, ...more } : item)))
  }

  private change(items: readonly Item[]) {
    const before = kept(this.items)
    this.items = items
    const after = kept(items)
    if (JSON.stringify(before) !== JSON.stringify(after)) writeKept(this.options.list, after)
    for (const listener of this.listeners) listener()
  }
}

/** Arrived, and not added yet. */
const ahead = new Set<State>(['here', 'asking'])

const stoppable = new Set<State>(['waiting', 'sending', 'trying'])

/** By what a file is known again. */
const markOf = ({ name, size, modified }: Pick<Item, 'name' | 'size' | 'modified'>) => `${size} ${modified} ${name}`

const fresh = (file: Pick<Item, 'key' | 'name' | 'path' | 'size' | 'modified'>): Item => ({
  ...file,
  state: 'waiting',
  sent: 0,
  speed: null,
  problem: null,
  place: null,
  fileId: null,
  version: false,
})

const kept = (items: readonly Item[]) =>
  items.flatMap(({ key, name, path, size, modified, place, ...item }) =>
    place && !isOver(item as Item) ? [{ key, name, path, size, modified, place }] : [],
  )
