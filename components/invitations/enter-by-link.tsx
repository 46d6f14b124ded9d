import { isolated } from '@/lib/own-direction'
import { AddressField } from '../sign-in/address-field'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { PageHeader } from '../ui/page-header'
import { SubmitButton } from '../ui/submit-button'
import { PrivacyInShort } from './privacy-statement'

type Props = {
  link: { organizationName: string; privacyStatement: string; sharedBy: { name: string } }
  token: string
  /** The address last proven in this browser. */
  address: string | null
  sendCode: FormAction
}

/** Where a share link leads a stranger: the same for every address, inside its audience or not. */
export function EnterByLink({ link, token, address, sendCode }: Props) {
  const { organizationName, privacyStatement, sharedBy } = link
  return (
    <>
      <PageHeader
        title={`${isolated(sharedBy.name)} shares something with you`}
        description={`${isolated(sharedBy.name)} of ${isolated(organizationName)} made this link. Enter your address: if the link is meant for it, we mail a code there, and you type it here.`}
      />
      <ActionForm action={sendCode}>
        <input type="hidden" name="token" value={token} />
        <AddressField defaultValue={address ?? undefined} />
        <div>
          <SubmitButton pendingLabel="Sending…">Send code</SubmitButton>
        </div>
      </ActionForm>
      <PrivacyInShort organizationName={organizationName} statement={privacyStatement} />
    </>
  )
}
