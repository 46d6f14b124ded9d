import Link from 'next/link'
import type { SuggestedPolicy as Suggested } from '@/lib/identity/factors/suggest-policy'
import { Banner } from '../ui/banner'

/** What an administrator of a new installation is advised to do next; gone once the policy is turned on or off. */
export const SuggestedPolicy = ({ policy: { id, name, enrolled } }: { policy: Suggested }) => (
  <div className="mb-6">
    <Banner>
      “{name}” only reports so far.{' '}
      {!enrolled && (
        <>
          <Way href="/account">Set up a second factor of your own</Way>, then{' '}
        </>
      )}
      <Way href={`/admin/policies/${id}`}>{enrolled ? 'Turn it on' : 'turn it on'}</Way>, or off if you don’t want it.
    </Banner>
  </div>
)

const Way = ({ href, children }: { href: string; children: string }) => (
  <Link href={href} className="font-medium underline underline-offset-4">
    {children}
  </Link>
)
