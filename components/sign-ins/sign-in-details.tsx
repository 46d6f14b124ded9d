import type { ReactNode } from 'react'
import type { SignInRow } from '@/lib/audit/sign-ins/list-sign-ins'

/** What each policy said, folded away: how many applied is what is looked for first. */
export function SignInDetails({ row }: { row: SignInRow }) {
  const applied = row.policies.filter((policy) => policy.applied).length
  return (
    <details className="text-small">
      <summary className="inline-flex min-h-11 cursor-pointer items-center underline underline-offset-4">
        {row.policies.length === 0 ? 'No policy' : `${applied} of ${row.policies.length} applied`}
        <span className="sr-only"> to entry {row.reference}</span>
      </summary>
      <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <Fact name="Reference">
          <span className="font-mono">{row.reference}</span>
        </Fact>
        <Fact name="Proven">{row.method}</Fact>
        <Fact name="Browser">{row.newBrowser ? 'New' : 'Known'}</Fact>
        {row.purpose && (
          <Fact name="Purpose">
            <bdi>{row.purpose}</bdi>
          </Fact>
        )}
      </dl>
      {row.policies.length > 0 && (
        <ul className="mt-2 flex flex-col gap-1">
          {row.policies.map(({ policyId, name, words, applied: did }) => (
            <li key={policyId} className={`max-w-prose wrap-anywhere ${did ? '' : 'text-muted'}`}>
              <span className="font-medium">
                <bdi>{name}</bdi>
              </span>
              : {words}
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </>
  )
}
