import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentCaller } from '@/app/_boundary/caller'
import { findOpenly } from '@/app/_boundary/find'
import { load } from '@/app/_boundary/load'
import { lastAddress } from '@/app/_boundary/sign-in'
import { ClosedLink } from '@/components/invitations/closed-link'
import { EnterByLink } from '@/components/invitations/enter-by-link'
import { NoSuchLink } from '@/components/invitations/no-such-link'
import { OtherAddress } from '@/components/invitations/other-address'
import { RedeemLink } from '@/components/invitations/redeem-link'
import { getShareLink } from '@/lib/sharing/get-share-link'
import { ask, redeem, sendCode, switchAddress } from './actions'

export const metadata: Metadata = { title: 'Shared by link' }

export default async function LinkPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  // Policies may stand before it: then the person is led on, as from any page.
  const link = await load((_, asked) => findOpenly(getShareLink, asked), { token })
  if (!link) return <NoSuchLink />
  const caller = await currentCaller()
  const { standing, resource, sharedBy, organizationName } = link
  if (resource && (standing === 'held' || standing === 'own')) redirect(`/shared-with-me/${resource.resourceId}`)
  for (const state of ['taken', 'ended', 'closed', 'full'] as const)
    if (link.state === state || standing === state)
      return (
        <ClosedLink
          state={state}
          sharedBy={sharedBy.name}
          organizationName={organizationName}
          signedIn={caller.kind === 'person'}
          token={token}
          ask={ask}
        />
      )
  if (caller.kind !== 'person')
    return <EnterByLink link={link} token={token} address={await lastAddress()} sendCode={sendCode} />
  const { address } = caller.principal
  if (resource)
    return (
      <RedeemLink
        link={link}
        title={resource.title}
        kind={resource.kind}
        address={address}
        token={token}
        redeem={redeem}
        switchAddress={switchAddress}
      />
    )
  return (
    <OtherAddress title="This link is for others" address={address} token={token} switchAddress={switchAddress}>
      <bdi>{sharedBy.name}</bdi> of <bdi>{organizationName}</bdi> did not share this with that address. If you have
      another one, switch to it; or ask <bdi>{sharedBy.name}</bdi> to invite you.
    </OtherAddress>
  )
}
