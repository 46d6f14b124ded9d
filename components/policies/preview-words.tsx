import type { ReactNode } from 'react'
import type { PolicyPreview } from '@/lib/policies/preview-policy'
import { counted } from '@/lib/counted'
import { PreviewLine } from '../ui/preview-line'

/** What a policy touches, and what it would have made of last week, in a few lines of numbers. */
export function PreviewWords({
  preview: { words, people, resources, entries, cut, refused, asked, met, untouched, you },
}: {
  preview: PolicyPreview
}) {
  return (
    <dl className="flex flex-col gap-4">
      <PreviewLine label={words.who}>{counted(people, 'person', 'people')}</PreviewLine>
      <PreviewLine label={words.what}>{counted(resources, 'resource', 'resources')}</PreviewLine>
      {you && <PreviewLine label="You, too">This policy applies to {you} in administration.</PreviewLine>}
      <PreviewLine
        label={`Last week, ${cut ? 'the newest ' : ''}${counted(entries, 'sign-in or answer', 'sign-ins and answers')}`}
      >
        {entries === 0 ? (
          'Nobody was here.'
        ) : (
          <>
            <Count number={refused.count} names={refused.names} className="text-danger">
              would have been refused
            </Count>
            <Count number={asked.count} names={asked.names}>
              would have been asked for something
            </Count>
            <Count number={met}>had met it</Count>
            <Count number={untouched}>would not have been touched</Count>
          </>
        )}
      </PreviewLine>
    </dl>
  )
}

function Count({
  number,
  names = [],
  className = '',
  children,
}: {
  number: number
  names?: string[]
  className?: string
  children: ReactNode
}) {
  if (number === 0) return null
  return (
    <span className={`block ${className}`}>
      {number.toLocaleString('en')} {children}
      {names.length > 0 && (
        <span className="block text-small wrap-anywhere text-muted">Such as {names.join(', ')}</span>
      )}
    </span>
  )
}
