import type { Work } from '@/lib/reviews/administering/get-round'
import { ProgressBar } from '../../ui/progress-bar'
import { KeepFresh } from './keep-fresh'

/** Long work: what is done, how fast, how long still. It is the server's, so a reload changes nothing. */
export function WorkBar({ work: { kind, done, total, seconds } }: { work: Work }) {
  const noun = kind === 'starting' ? 'guests' : 'items'
  return (
    <div className="mb-8">
      <KeepFresh seconds={2} />
      <ProgressBar
        value={done}
        max={Math.max(1, total)}
        label={kind === 'starting' ? 'Starting: writing down what each guest holds' : 'Applying the results'}
        detail={[
          `${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${noun}`,
          ...speed({ done, total, seconds }),
        ].join(' · ')}
      />
    </div>
  )
}

/** Nothing is said of the speed before there is one. */
function speed({ done, total, seconds }: Pick<Work, 'done' | 'total' | 'seconds'>) {
  if (done === 0 || seconds < 1) return []
  const each = done / seconds
  const left = Math.ceil((total - done) / each)
  const perSecond =
    each >= 1
      ? `${Math.round(each).toLocaleString('en')} a second`
      : `${Math.round(each * 60).toLocaleString('en')} a minute`
  return [perSecond, left > 90 ? `about ${Math.ceil(left / 60)} minutes left` : `about ${left} seconds left`]
}
