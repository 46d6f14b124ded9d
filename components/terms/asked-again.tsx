import { Day } from '../ui/day'

type Props = { terms: { expiresAfterDays: number | null; reacceptAt: Date | null } }

/** When those who accepted are asked again, apart from new versions. */
export function AskedAgain({ terms: { expiresAfterDays, reacceptAt } }: Props) {
  if (!expiresAfterDays && !reacceptAt) return <span className="text-muted">With a new version</span>
  return (
    <span>
      {expiresAfterDays &&
        (expiresAfterDays === 1 ? 'Every day' : `Every ${expiresAfterDays.toLocaleString('en')} days`)}
      {expiresAfterDays && reacceptAt && ', and '}
      {reacceptAt && (
        <>
          {expiresAfterDays ? 'on' : 'On'} <Day value={reacceptAt} />
        </>
      )}
    </span>
  )
}
