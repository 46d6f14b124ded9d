'use client'
import { ActionForm } from '../ui/action-form'
import { Banner } from '../ui/banner'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'

/** After a change of factors: other browsers got in without the new one, or with the one that is gone. */
export function OfferEndOthers({ elsewhere, action }: { elsewhere: number; action: FormAction }) {
  return (
    <ActionForm action={action} label="Other sessions">
      {({ status }) =>
        elsewhere > 0 ? (
          <Banner
            tone="accent"
            action={
              <SubmitButton variant="secondary" size="small" pendingLabel="Signing out…">
                Sign out everywhere else
              </SubmitButton>
            }
          >
            How you sign in changed.{' '}
            {elsewhere === 1
              ? 'One other browser is still signed in.'
              : `${elsewhere} other browsers are still signed in.`}
          </Banner>
        ) : (
          status === 'done' && (
            <div role="status">
              <Banner tone="accent">You are signed out everywhere else.</Banner>
            </div>
          )
        )
      }
    </ActionForm>
  )
}
