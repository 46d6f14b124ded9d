'use client'
import { useState } from 'react'
import { counted } from '@/lib/counted'
import { Button } from '../../ui/button'
import { progressInWords } from '../transfer'
import { isOver, type Item, type Queue } from './queue'

type Props = { items: readonly Item[]; queue: Queue }

/** All files in one line: how many are added, how much is sent, how fast, how long still. */
export function QueueTotal({ items, queue }: Props) {
  const [giving, setGiving] = useState(false)
  const wanted = items.filter(({ state }) => state !== 'left' && state !== 'absent')
  const sum = (of: (item: Item) => number) => wanted.reduce((all, item) => all + of(item), 0)
  const speed = sum((item) => item.speed ?? 0)
  const added = wanted.filter(({ state }) => state === 'added').length
  const sending = items.some(({ state }) => state === 'waiting' || state === 'sending' || state === 'trying')
  const still = items.some(({ state }) => state === 'paused' || state === 'failed')
  const done = items.every(isOver)
  return (
    <div className="flex flex-col gap-2">
      <p role="status" className="font-medium">
        {done
          ? `${counted(added, 'file is', 'files are')} in the space.`
          : `${added} of ${counted(wanted.length, 'file', 'files')} added`}
      </p>
      {!done && (
        <>
          <progress
            className="bar"
            aria-label="All files"
            value={sum(({ sent }) => sent)}
            max={Math.max(
              1,
              sum(({ size }) => size),
            )}
          />
          <p className="text-small text-muted tabular-nums">
            {progressInWords(
              sum(({ sent }) => sent),
              sum(({ size }) => size),
              speed || null,
            )}
          </p>
          <div className="flex flex-wrap gap-2">
            {sending && (
              <Button size="small" onClick={() => queue.pauseAll()}>
                Pause all
              </Button>
            )}
            {still && (
              <Button size="small" onClick={() => queue.resumeAll()}>
                Resume all
              </Button>
            )}
            {giving ? (
              <>
                <Button size="small" onClick={() => queue.cancelAll()}>
                  Give up what is not added
                </Button>
                <Button size="small" onClick={() => setGiving(false)}>
                  Go on
                </Button>
              </>
            ) : (
              <Button size="small" onClick={() => setGiving(true)}>
                Cancel all
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  )
}
