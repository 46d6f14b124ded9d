'use client'
import clsx from 'clsx'
import { use, useEffect, useEffectEvent, useId, useRef, useState, useSyncExternalStore } from 'react'
import { sizeInWords } from '@/lib/counted'
import { PagePersonContext } from '../../keeping/page-person'
import { sendForm } from '../../keeping/send-form'
import { FieldHint } from '../../ui/field'
import { type FormAction, idle, ownFields } from '../../ui/form-state'
import { NoScript } from '../../ui/no-script'
import { type Chosen, chosenIn, droppedIn } from './chosen'
import { listKey } from './kept-list'
import { NameTaken } from './name-taken'
import { type Added, isUnderWay, Queue } from './queue'
import { QueueRow } from './queue-row'
import { QueueTotal } from './queue-total'

type Props = {
  spaceId: string
  /** The folder that they are added to; empty: none. */
  folderId: string
  /** Bytes. */
  limit: number
  /** Adds a file that has arrived. */
  add: FormAction
}

/** Takes many files and folders, by choice or by drop anywhere on the page, sends them, and adds each as it arrives. */
export function FileQueue({ spaceId, folderId, limit, add }: Props) {
  const person = use(PagePersonContext)?.id ?? ''
  const list = listKey(person, folderId || spaceId)
  const [queue] = useState(() => new Queue({ spaceId, limit, tooLarge: (size) => tooLarge(size, limit), list }))
  // The page is made anew with each file that is added: the queue stays.
  useEffect(() => {
    queue.addWith((fileId, taken) => addBy(add, { [ownFields.person]: person, spaceId, folderId, fileId, taken }))
  })
  const items = useSyncExternalStore(queue.subscribe, queue.read, queue.read)
  const [unread, setUnread] = useState<string[]>([])
  useEffect(() => queue.open(), [queue])
  const over = useDrops((dropped) => {
    queue.take(dropped.chosen)
    setUnread(dropped.unread)
  })
  const take = (chosen: Chosen[]) => queue.take(chosen)
  const busy = items.some(isUnderWay)
  return (
    <div className="flex flex-col gap-4">
      <Choosers take={take} limit={limit} over={over} />
      {/* The form that it stands in is asked about before the page is left. */}
      <input type="hidden" name="underWay" value={busy ? 'files' : ''} data-typed={busy || undefined} />
      {unread.length > 0 && (
        <p role="alert" className="text-small wrap-anywhere text-warning">
          {unread.length === 1 ? `${unread[0]} was` : `${unread[0]} and ${unread.length - 1} more were`} not taken: the
          browser can’t read {unread.length === 1 ? 'it' : 'them'}.
        </p>
      )}
      <NameTaken items={items} answer={(choice) => queue.answer(choice)} />
      {items.length > 0 && (
        <>
          <QueueTotal items={items} queue={queue} />
          <ul aria-label="Files" className="flex flex-col divide-y divide-line rounded border border-line">
            {items.map((item) => (
              <QueueRow key={item.key} item={item} queue={queue} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

const tooLarge = (size: number, limit: number) =>
  `This file has ${sizeInWords(size)}; files can have at most ${sizeInWords(limit)}. Share a link to it instead.`

/** Sends the form that adds a file, and reads what became of it. */
async function addBy(add: FormAction, fields: Record<string, string>): Promise<Added> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  const { status, result, message, fields: wrong, wayOn } = await sendForm(add, idle, form)
  if (status !== 'done') {
    const problem = Object.values(wrong ?? {})[0] ?? message ?? 'It could not be added.'
    return { by: 'trouble', again: wayOn?.by === 'sending', forAll: !wrong || Object.keys(wrong).length === 0, problem }
  }
  const asked = result as { taken?: true; version?: boolean }
  return asked.taken ? { by: 'asking', version: asked.version === true } : { by: 'adding' }
}

/** Takes what is dropped anywhere on the page. Tells whether something is held over it. */
function useDrops(take: (dropped: { chosen: Chosen[]; unread: string[] }) => void) {
  const [over, setOver] = useState(false)
  const taking = useRef(take)
  useEffect(() => {
    taking.current = take
  })
  useEffect(() => {
    const withFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files')
    const drag = (event: DragEvent) => {
      if (!withFiles(event)) return
      event.preventDefault()
      event.dataTransfer!.dropEffect = 'copy'
      setOver(true)
    }
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false)
    const drop = (event: DragEvent) => {
      setOver(false)
      if (!withFiles(event)) return
      event.preventDefault()
      void droppedIn(event.dataTransfer!).then((dropped) => taking.current(dropped))
    }
    document.addEventListener('dragover', drag)
    document.addEventListener('dragleave', leave)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('dragover', drag)
      document.removeEventListener('dragleave', leave)
      document.removeEventListener('drop', drop)
    }
  }, [])
  return over
}

/** React has no such attribute. */
const choosesFolder = (input: HTMLInputElement | null) => void input?.setAttribute('webkitdirectory', '')

type ChoosersProps = { take: (chosen: Chosen[]) => void; limit: number; over: boolean }

function Choosers({ take, limit, over }: ChoosersProps) {
  const id = useId()
  const files = useRef<HTMLInputElement>(null)
  // What was chosen before this page was alive.
  const early = useEffectEvent(() => take(chosenIn(files.current!.files!)))
  useEffect(() => early(), [])
  const chosen = (input: HTMLInputElement) => {
    if (input.files) take(chosenIn(input.files))
    // The same file can be chosen again.
    input.value = ''
  }
  return (
    <div
      className={clsx(
        'field flex flex-col gap-3 rounded border border-dashed p-4',
        over ? 'border-accent bg-accent-tint' : 'border-control',
      )}
    >
      <FieldHint id={id}>
        {`Choose files or a folder, or drop them anywhere on this page: up to ${sizeInWords(limit)} each. They are sent at once, three at a time, and added as they arrive, a folder’s files without the folder.`}
      </FieldHint>
      <div className="flex flex-col gap-3 sm:flex-row sm:flex-wrap sm:gap-x-8">
        <label className="flex min-w-0 flex-col gap-1.5 font-medium">
          Files
          <input
            ref={files}
            type="file"
            multiple
            aria-describedby={`${id}-hint`}
            onChange={(event) => chosen(event.currentTarget)}
          />
        </label>
        <label className="flex min-w-0 flex-col gap-1.5 font-medium">
          A whole folder
          <input ref={choosesFolder} type="file" multiple onChange={(event) => chosen(event.currentTarget)} />
        </label>
      </div>
      <NoScript>
        <p className="text-small text-warning">
          Sending a file needs JavaScript. A link or a page can be added without it.
        </p>
      </NoScript>
    </div>
  )
}
