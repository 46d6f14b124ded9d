import { isolated } from '@/lib/own-direction'
import type { ResourceKind } from '@/lib/resource-kinds'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { KindIcon } from '../ui/kind-icon'
import { PageHeader } from '../ui/page-header'
import { SubmitButton } from '../ui/submit-button'
import { AcceptForm } from './accept-form'

type Props = {
  link: { organizationName: string; privacyStatement: string; sharedBy: { name: string }; needsPrivacy: boolean }
  title: string
  kind: ResourceKind
  /** The address signed in with. */
  address: string
  token: string
  redeem: FormAction
  switchAddress: FormAction
}

/** A share link for somebody signed in whom it admits: one button, with the statement before it where it is due. */
export function RedeemLink({ link, title, kind, address, token, redeem, switchAddress }: Props) {
  const { organizationName, privacyStatement, sharedBy, needsPrivacy } = link
  return (
    <>
      <PageHeader
        title={`${isolated(sharedBy.name)} shares a ${kind} with you`}
        description={`${isolated(sharedBy.name)} of ${isolated(organizationName)} made this link.`}
      />
      <p className="mb-8 flex items-center gap-4 rounded border border-line bg-surface px-5 py-4 text-lead font-semibold">
        <KindIcon kind={kind} />
        <span dir="auto" className="min-w-0 wrap-anywhere">
          {title}
        </span>
      </p>
      {needsPrivacy ? (
        <AcceptForm organizationName={organizationName} statement={privacyStatement} action={redeem} token={token} />
      ) : (
        <ActionForm action={redeem}>
          <input type="hidden" name="token" value={token} />
          <div>
            <SubmitButton pendingLabel="Opening…">Open with this address</SubmitButton>
          </div>
        </ActionForm>
      )}
      <ActionForm action={switchAddress} className="mt-6">
        <input type="hidden" name="token" value={token} />
        <p className="flex flex-wrap items-center gap-x-3 text-muted">
          <span>
            You are signed in as <strong className="font-semibold wrap-anywhere text-ink">{address}</strong>.
          </span>
          <SubmitButton variant="quiet" size="small" className="max-sm:-ml-3">
            Use another address
          </SubmitButton>
        </p>
      </ActionForm>
    </>
  )
}
