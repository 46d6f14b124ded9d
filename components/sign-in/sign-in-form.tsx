'use client'
import { Banner } from '../ui/banner'
import { PageHeader } from '../ui/page-header'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { AddressField } from './address-field'
import { CookiesNeeded } from './cookies-needed'
import { SubmitButton } from '../ui/submit-button'

type Props = {
  action: FormAction
  address: string | null
  next: string | null
  /** Why the last session ended, where others ended it. */ why: string | null
  /** This browser was seen to send no cookie back. */ cookiesRefused: boolean
}

/** The door: an address, and a code goes there. */
export function SignInForm({ action, address, next, why, cookiesRefused }: Props) {
  return (
    <>
      <PageHeader
        title="Sign in"
        description="There is no password. We send a code to your address, and you type it here."
      />
      <CookiesNeeded refused={cookiesRefused} />
      {why && (
        <div className="mb-6">
          <Banner>{why}</Banner>
        </div>
      )}
      <ActionForm action={action}>
        <AddressField defaultValue={address ?? undefined} />
        {next && <input type="hidden" name="next" value={next} />}
        <div>
          <SubmitButton pendingLabel="Sending…">Send code</SubmitButton>
        </div>
      </ActionForm>
    </>
  )
}
