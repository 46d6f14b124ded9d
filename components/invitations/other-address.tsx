import type { ReactNode } from 'react'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'
import { SubmitButton } from '../ui/submit-button'

type Props = {
  title: string
  /** The address signed in with now. */
  address: string
  token: string
  switchAddress: FormAction
  children: ReactNode
}

/** Signed in, but as somebody this was not written to: says so, and offers to switch. */
export function OtherAddress({ title, address, token, switchAddress, children }: Props) {
  return (
    <>
      <PageHeader
        title={title}
        description={
          <p>
            You are signed in as <strong className="font-semibold wrap-anywhere text-ink">{address}</strong>. {children}
          </p>
        }
      />
      <ActionForm action={switchAddress}>
        <input type="hidden" name="token" value={token} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton pendingLabel="Signing out…">Sign out and switch</SubmitButton>
          <LinkButton href="/" variant="secondary">
            Stay signed in
          </LinkButton>
        </div>
      </ActionForm>
    </>
  )
}
