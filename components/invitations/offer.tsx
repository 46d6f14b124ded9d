import { isolated } from '@/lib/own-direction'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { PageHeader } from '../ui/page-header'
import { SubmitButton } from '../ui/submit-button'
import { OfferedThing, type OfferedResource } from './offered-resource'
import { PrivacyInShort } from './privacy-statement'

export type OfferView = {
  organizationName: string
  privacyStatement: string
  inviter: string
  inviterAddress: string
  resource: OfferedResource
  message: string | null
  /** Null: accepted before. */
  expiresAt: Date | null
  maskedAddress: string
}

type Props = { offer: OfferView; token: string; sendCode: FormAction }

/** An invitation as a stranger with the link sees it. */
export function Offer({ offer, token, sendCode }: Props) {
  const { organizationName, inviter, resource, message, maskedAddress, privacyStatement } = offer
  const again = offer.expiresAt === null
  return (
    <>
      <OfferHeader offer={offer} />
      <OfferedThing resource={resource} />
      {message && <Message from={inviter} text={message} />}
      <section aria-labelledby="prove" className="mt-8">
        <h2 id="prove" className="text-lead font-semibold">
          {again ? 'Welcome back' : 'Show that it is you'}
        </h2>
        <p className="mt-1 mb-4 text-muted">
          {again && 'This invitation was accepted before, and its link is still the way in. '}
          We mail a code to <strong className="font-semibold wrap-anywhere text-ink">{maskedAddress}</strong> and you
          type it here. {again ? 'Then you are in for 24 hours.' : 'There is no password and no account to make.'}
        </p>
        <ActionForm action={sendCode}>
          <input type="hidden" name="token" value={token} />
          <div>
            <SubmitButton pendingLabel="Sending…">Send code</SubmitButton>
          </div>
        </ActionForm>
      </section>
      <PrivacyInShort organizationName={organizationName} statement={privacyStatement} />
    </>
  )
}

/** Who shares, and of which organization. */
export function OfferHeader({
  offer,
}: {
  offer: Pick<OfferView, 'inviter' | 'inviterAddress' | 'organizationName' | 'resource'>
}) {
  const { inviter, inviterAddress, organizationName, resource } = offer
  return (
    <PageHeader
      title={`${isolated(inviter)} shared a ${resource.kind} with you`}
      description={
        <p>
          From <bdi>{inviter}</bdi>
          {inviter !== inviterAddress && ` (${inviterAddress})`} at <bdi>{organizationName}</bdi>.
        </p>
      }
    />
  )
}

function Message({ from, text }: { from: string; text: string }) {
  return (
    <figure className="mt-4 border-l-2 border-line pl-5">
      <blockquote dir="auto" className="max-w-prose wrap-anywhere whitespace-pre-line">
        {text}
      </blockquote>
      <figcaption className="mt-1 text-small text-muted">{from}</figcaption>
    </figure>
  )
}
