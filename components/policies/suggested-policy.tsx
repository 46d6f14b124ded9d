import { Link } from '../ui/link'
import type { SuggestedPolicy as Suggested } from '@/lib/identity/factors/suggest-policy'
import { policyPath } from '@/lib/page-paths'
import { Banner } from '../ui/banner'

/** What an administrator of a new installation is advised to do next; gone once the policy is turned on or off. */
export const SuggestedPolicy = ({ policy: { id, enrolled } }: { policy: Suggested }) => (
  <div className="mb-6">
    <Banner>
      Administration should ask for more than a mailed code.{' '}
      {enrolled ? (
        <Way href={policyPath(id)}>Ask every administrator for a second factor</Way>
      ) : (
        <>
          <Way href="/account">Set up a second factor of your own</Way>, then{' '}
          <Way href={policyPath(id)}>ask every administrator for one</Way>
        </>
      )}
      : Foyer came with a policy for it, to be turned on, or off if you don’t want it.
    </Banner>
  </div>
)

const Way = ({ href, children }: { href: string; children: string }) => (
  <Link href={href} className="font-medium underline underline-offset-4">
    {children}
  </Link>
)
