import { load } from '@/app/_boundary/load'
import { AcceptForm } from '@/components/invitations/accept-form'
import { getPrivacyStatement } from '@/lib/invitations/get-privacy-statement'
import { accept } from './[resourceId]/actions'

/** The privacy statement, in place of what it has to be accepted for. */
export async function StatementFirst() {
  const { organizationName, privacyStatement } = await load(getPrivacyStatement, {})
  return <AcceptForm organizationName={organizationName} statement={privacyStatement} action={accept} />
}
