import type { TermsStep } from '@/lib/terms/accepting/get-terms-step'
import { Time } from '../ui/time'

/** Why somebody who accepted before is asked again, and what is new. */
export function TermsBefore({ before, number }: { before: NonNullable<TermsStep['before']>; number: number }) {
  const accepted = (
    <>
      You accepted {before.number === number ? 'these terms' : `version ${before.number}`} on{' '}
      <Time value={before.at} mode="date" />.
    </>
  )
  if (before.number === number) return <p>{accepted} They are to be accepted again from time to time.</p>
  return (
    <>
      <p>This is a new version. {accepted}</p>
      {before.changes.length > 0 && (
        <ul className="mt-1 list-disc pl-5">
          {before.changes.map((sentence, at) => (
            <li key={at}>{sentence}</li>
          ))}
        </ul>
      )}
    </>
  )
}
