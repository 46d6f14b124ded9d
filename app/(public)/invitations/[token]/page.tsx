import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { findOpenly } from '@/app/_boundary/find'
import { load } from '@/app/_boundary/load'
import { AcceptOffer } from '@/components/invitations/accept-offer'
import { ClosedInvitation } from '@/components/invitations/closed-invitation'
import { NoSuchLink } from '@/components/invitations/no-such-link'
import { Offer } from '@/components/invitations/offer'
import { SentInvitation } from '@/components/invitations/sent-invitation'
import { OtherAddress } from '@/components/invitations/other-address'
import { getInvitation } from '@/lib/invitations/get-invitation'
import { accept, ask, sendCode, switchAddress } from './actions'

export const metadata: Metadata = { title: 'Invitation' }

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  // Policies may stand before it: then the person is led on, as from any page.
  const invitation = await load((_, asked) => findOpenly(getInvitation, asked), { token })
  if (!invitation) return <NoSuchLink />
  if (invitation.state === 'sent') return <SentInvitation sent={invitation} />
  if (invitation.state !== 'open') return <ClosedInvitation {...invitation} token={token} ask={ask} />
  const { visitor, ...offer } = invitation
  if (visitor.kind === 'stranger') return <Offer offer={offer} token={token} sendCode={sendCode} />
  if (visitor.kind === 'invited') {
    if (!visitor.owes) redirect(`/shared-with-me/${visitor.resourceId}`)
    return <AcceptOffer offer={offer} token={token} accept={accept} />
  }
  return (
    <OtherAddress
      title="This invitation is for another address"
      address={visitor.address}
      token={token}
      switchAddress={switchAddress}
    >
      <bdi>{offer.inviter}</bdi> of <bdi>{offer.organizationName}</bdi> sent it to {offer.maskedAddress}.
    </OtherAddress>
  )
}
