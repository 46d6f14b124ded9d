import { Check, Pause, Play, RotateCw, X } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { sizeInWords } from '@/lib/counted'
import { Button } from '../../ui/button'
import { progressInWords } from '../transfer'
import { isOver, type Item, type Queue } from './queue'

type Props = { item: Item; queue: Queue }

/** One file: how far it is, what stands in its way, and what can be done about it. */
export const QueueRow = memo(function QueueRow({ item, queue }: Props) {
  const { key, name, path, size, sent, state } = item
  const moving = state === 'sending' || state === 'trying' || state === 'paused'
  return (
    <li className="flex flex-col gap-2 px-4 py-3 sm:flex-row sm:items-center sm:gap-4">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="min-w-0 wrap-anywhere" title={path === name ? undefined : path}>
          <bdi className="font-medium">{name}</bdi>
        </p>
        {moving && <progress className="bar" value={sent} max={Math.max(1, size)} aria-label={`Progress of ${name}`} />}
        <Told item={item} />
      </div>
      {!isOver(item) && (
        <div className="flex shrink-0 flex-wrap gap-2">
          {(state === 'waiting' || state === 'sending' || state === 'trying') && (
            <Act label={`Pause ${name}`} icon={<Pause />} onClick={() => queue.pause(key)}>
              Pause
            </Act>
          )}
          {state === 'paused' && (
            <Act label={`Resume ${name}`} icon={<Play />} onClick={() => queue.resume(key)}>
              Resume
            </Act>
          )}
          {state === 'failed' && item.problem && (
            <Act label={`Retry ${name}`} icon={<RotateCw />} onClick={() => queue.resume(key)}>
              Retry
            </Act>
          )}
          {state !== 'here' && (
            <Act label={`Cancel ${name}`} icon={<X />} onClick={() => queue.cancel(key)}>
              Cancel
            </Act>
          )}
        </div>
      )}
    </li>
  )
})

type ActProps = { label: string; icon: ReactNode; onClick: () => void; children: string }

const Act = ({ label, icon, onClick, children }: ActProps) => (
  <Button size="small" aria-label={label} onClick={onClick}>
    {icon}
    {children}
  </Button>
)

function Told({ item }: { item: Item }) {
  const { state, size, sent, speed, problem } = item
  const quiet = 'text-small text-muted tabular-nums'
  if (state === 'added')
    return (
      <p className="flex items-center gap-1.5 text-small text-accent">
        <Check aria-hidden className="size-4 shrink-0" />
        Added, {sizeInWords(size)}
      </p>
    )
  if (state === 'failed') return <p className="text-small wrap-anywhere text-danger">{problem}</p>
  if (state === 'trying') return <p className="text-small wrap-anywhere text-warning">{problem}</p>
  if (state === 'absent')
    return <p className="text-small text-warning">Choose the file again to go on ({sizeInWords(size)}).</p>
  return <p className={quiet}>{words[state]?.(size) ?? progressInWords(sent, size, speed)}</p>
}

const words: Partial<Record<Item['state'], (size: number) => string>> = {
  waiting: (size) => `${sizeInWords(size)} · waiting for its turn`,
  here: () => 'Here, and about to be added',
  asking: () => 'Here. Its name is taken: see the question above.',
  left: () => 'Left out',
}
