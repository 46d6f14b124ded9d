'use server'
import { action } from '@/app/_boundary/action'
import { Invite, invite } from '@/lib/invitations/invite'
import { ResendInvitation, resendInvitation } from '@/lib/invitations/resend-invitation'
import { isolated } from '@/lib/own-direction'
import { sharePath, spacePath } from '@/lib/page-paths'
import { ChangeGrant, changeGrant } from '@/lib/sharing/change-grant'
import { ChangeResource, changeResource } from '@/lib/sharing/change-resource'
import { CreateShareLink, createShareLink } from '@/lib/sharing/create-share-link'
import { DeleteResource, deleteResource } from '@/lib/sharing/delete-resource'
import { LabelResource, labelResource } from '@/lib/sharing/label-resource'
import { RestoreGrant, restoreGrant } from '@/lib/sharing/restore-grant'
import { RevokeGrant, revokeGrant } from '@/lib/sharing/revoke-grant'
import { RevokeShareLink, revokeShareLink } from '@/lib/sharing/revoke-share-link'
import { NameManager, nameManager as nameOne } from '@/lib/sharing/spaces/name-manager'
import { PutIntoSpace, putIntoSpace as intoSpace } from '@/lib/sharing/spaces/put-into-space'
import { TakeOutOfSpace, takeOutOfSpace } from '@/lib/sharing/spaces/take-out-of-space'
import { AddVersion, addVersion } from '@/lib/sharing/versions/add-version'
import { DeleteVersion, deleteVersion } from '@/lib/sharing/versions/delete-version'
import { RestoreVersion, restoreVersion } from '@/lib/sharing/versions/restore-version'

export const edit = action(ChangeResource, changeResource, ({ resourceId }) => sharePath(resourceId))
export const add = action(Invite, invite)
export const resend = action(ResendInvitation, resendInvitation)
export const change = action(ChangeGrant, changeGrant)
export const revoke = action(RevokeGrant, revokeGrant)
export const restore = action(RestoreGrant, restoreGrant)
export const createLink = action(CreateShareLink, createShareLink, () => ({
  message: 'The link is ready above. Copy it, and pass it on.',
}))
export const revokeLink = action(RevokeShareLink, revokeShareLink)
export const putIntoSpace = action(PutIntoSpace, intoSpace, ({ space }) => ({
  message: `It is in ${isolated(space)} now: everybody there can open it.`,
}))
export const takeOut = action(TakeOutOfSpace, takeOutOfSpace, () => ({
  message: 'It is in no space now. You share it.',
}))
export const label = action(LabelResource, labelResource, ({ label }) => ({
  message: label ? `Labeled ${isolated(label)}.` : 'It carries no label now.',
}))
export const remove = action(DeleteResource, deleteResource, ({ kind, spaceId }) =>
  spaceId ? spacePath(spaceId) : kind === 'space' ? '/spaces' : '/shares',
)
export const nameManager = action(NameManager, nameOne, ({ name }) => ({
  message: `${isolated(name)} manages it now.`,
}))
export const newVersion = action(AddVersion, addVersion, ({ number }) => ({
  message: `Version ${number} is in place: everybody opens it from now on.`,
}))
export const toVersion = action(RestoreVersion, restoreVersion, (_, { number }) => ({
  message: `Version ${number} is in place again.`,
}))
export const dropVersion = action(DeleteVersion, deleteVersion)
