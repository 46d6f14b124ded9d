import { db } from '../../lib/db/client'
import { redeemInvitation } from '../../lib/invitations/redeem-invitation'
import { renamePerson } from '../../lib/identity/accounts/rename-person'
import type { Environment, PersonCaller } from '../../lib/principal'
import { linkToken } from '../../lib/secrets'
import { redeemShareLink } from '../../lib/sharing/redeem-share-link'
import { come, nextRequest } from './visitor'

type Who = { address: string; name: string }

/** Follows the link in an invitation's mail, proves the address, accepts, and gives a name. */
export async function acceptInvitation(
  browser: Environment,
  { address, name }: Who,
  resourceId: string,
): Promise<PersonCaller> {
  const { id } = await db().invitation.findFirstOrThrow({
    where: { resourceId, principal: { address } },
    select: { id: true },
  })
  const token = linkToken('invitation', id)
  const visit = await come(browser, address, { purpose: 'invitation', linkToken: token })
  await redeemInvitation(visit.caller, { token, acceptPrivacy: true })
  await renamePerson(visit.caller, { name })
  return nextRequest(browser, visit)
}

/** Comes in through a share link that a colleague passed on. */
export async function followShareLink(
  browser: Environment,
  { address }: Who,
  shareLinkId: string,
): Promise<PersonCaller> {
  const visit = await come(browser, address, { purpose: 'share-link', shareLinkId })
  await redeemShareLink(visit.caller, { token: linkToken('share-link', shareLinkId), acceptPrivacy: true })
  return nextRequest(browser, visit)
}
