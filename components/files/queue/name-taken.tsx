import { counted } from '@/lib/counted'
import { Button } from '../../ui/button'
import type { Choice, Item } from './queue'

type Props = { items: readonly Item[]; answer: (choice: Choice) => void }

/** Asks once, for all files whose names are taken in the space. Heard when it comes. */
export function NameTaken({ items, answer }: Props) {
  const asking = items.filter(({ state }) => state === 'asking')
  const versions = asking.filter(({ version }) => version).length
  return (
    <div
      role="alert"
      className={asking.length > 0 ? 'flex flex-col gap-3 rounded bg-warning-tint px-4 py-3' : 'sr-only'}
    >
      {asking.length > 0 && (
        <>
          <p className="wrap-anywhere">
            {asking.length === 1 ? (
              <>
                Something called <bdi>{asking[0]!.name}</bdi> is in the space already.
              </>
            ) : (
              `${counted(asking.length, 'file has', 'files have')} names that are taken in the space.`
            )}{' '}
            {versions > 0 && versions < asking.length && 'Where you may not change what is there, both are kept. '}
            Your answer holds for the files that follow, too.
          </p>
          <div className="flex flex-wrap gap-2">
            {versions > 0 && <Button onClick={() => answer('version')}>New version</Button>}
            <Button onClick={() => answer('both')}>Keep both</Button>
            <Button onClick={() => answer('leave')}>Leave out</Button>
          </div>
        </>
      )}
    </div>
  )
}
