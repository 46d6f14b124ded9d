import type { ReactNode } from 'react'
import type { PolicyPreview } from '@/lib/policies/preview-policy'

const many = (count: number, one: string, more: string) => `${count.toLocaleString('en')} ${count === 1 ? one : more}`

/** What a policy touches, and what it would have made of last week, in a few lines of numbers. */
export function PreviewWords({ preview: { words, people, resources, entries, cut, refused, asked, met, untouched, you } }: { preview: PolicyPreview }) {
  return (
    <dl className="flex flex-col gap-4">
      <Line label={words.who}>{many(people, 'person', 'people')}</Line>
      <Line label={words.what}>{many(resources, 'resource', 'resources')}</Line>
      {you && <Line label="You, too">This policy applies to {you} in administration.</Line>}
      <Line label={`Last week, ${cut ? 'the newest ' : ''}${many(entries, 'sign-in or answer', 'sign-ins and answers')}`}>
        {entries === 0 ? (
          'Nobody was here.'
        ) : (
          <>
            <Count count={refused.count} names={refused.names} className="text-danger">
              would have been refused
            </Count>
            <Count count={asked.count} names={asked.names}>
              would have been asked for something
            </Count>
            <Count count={met}>had met it</Count>
            <Count count={untouched}>would not have been touched</Count>
          </>
        )}
      </Line>
    </dl>
  )
}

const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt className="text-small text-muted">{label}</dt>
    <dd>{children}</dd>
  </div>
)

function Count({ count, names = [], className = '', children }: { count: number; names?: string[]; className?: string; children: ReactNode }) {
  if (count === 0) return null
  return (
    <span className={`block ${className}`}>
      {count.toLocaleString('en')} {children}
      {names.length > 0 && <span className="block text-small break-words text-muted">Such as {names.join(', ')}</span>}
    </span>
  )
}
