import { Link } from '../ui/link'
import { isolated } from '@/lib/own-direction'
import { policyPath, sharePath } from '@/lib/page-paths'
import type { ExplainedAccess as View } from '@/lib/sharing/explain-access'
import { PageHeader } from '../ui/page-header'
import { Section } from '../ui/section'
import { Time } from '../ui/time'

/** Why somebody can, or can't, open a resource: first in a sentence each, for administrators then policy by policy. */
export function ExplainedAccess({
  view: { resource, person, opens, reasons, seen, policies, answers },
}: {
  view: View
}) {
  const name = person.name ?? person.address
  return (
    <>
      <PageHeader
        title={opens ? `${isolated(name)} can open it` : `${isolated(name)} can’t open it now`}
        description={person.name ? person.address : undefined}
        back={{ href: sharePath(resource.id), label: resource.title }}
      />
      <ul className="flex max-w-prose flex-col gap-2">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {seen && (
        <p className="mt-4 text-small text-muted">
          By what was known of them <Time value={seen.at} />, reference{' '}
          <span className="font-mono">{seen.reference}</span>.
        </p>
      )}
      {policies && (
        <Section title="Policies" description="With the facts of their newest request, as the policies are now.">
          {policies.length === 0 ? (
            <p className="text-muted">None is on.</p>
          ) : (
            <ul>
              {policies.map(({ policyId, name: policy, words }) => (
                <li key={policyId} className="border-b border-line py-3">
                  <Link href={policyPath(policyId)} className="font-medium underline-offset-4 hover:underline">
                    {policy}
                  </Link>
                  <span className="text-muted">: {words}</span>
                </li>
              ))}
            </ul>
          )}
        </Section>
      )}
      {answers && answers.length > 0 && (
        <Section title="What they were last told">
          <ul>
            {answers.map(({ reference, at, outcome }) => (
              <li key={reference} className="flex flex-wrap gap-x-4 border-b border-line py-3">
                <Link
                  href={`/admin/sign-ins?reference=${reference}`}
                  className="font-mono underline underline-offset-4"
                >
                  {reference}
                </Link>
                <span>
                  {outcome === 'allowed' ? 'Let on' : outcome === 'asked' ? 'Asked for something first' : 'Refused'}
                </span>
                <Time value={at} mode="datetime" />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}
