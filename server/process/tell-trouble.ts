import { MINUTE } from '@/lib/clock'
import { isOutOfReach } from '@/lib/faults'

type Tell = (line: string, more: { error?: unknown }) => void

/** Lines that are remembered. */
const MOST = 100

/** Said once for all that mail and the jobs meet in that time. */
const OUT_OF_REACH = 'The database can’t be reached. Mail and jobs wait until it can.'

/** Makes what tells of trouble, each line once a minute however often the trouble comes. */
export function tellTrouble(tell: Tell) {
  const told = new Map<string, number>()
  return (what: string, error?: unknown) => {
    const line = isOutOfReach(error) ? OUT_OF_REACH : what
    const at = performance.now()
    if (at - (told.get(line) ?? -Infinity) < MINUTE) return
    if (told.size > MOST) told.clear()
    told.set(line, at)
    tell(line, { error })
  }
}
