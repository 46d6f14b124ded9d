import type { z } from 'zod'
import { accessAdded } from './templates/access-added'
import { accessRemoved } from './templates/access-removed'
import { invitation } from './templates/invitation'
import { invitationAskedFor } from './templates/invitation-asked-for'
import { memberAdded } from './templates/member-added'
import { oneTimePasscode } from './templates/one-time-passcode'
import { shareLinkRedeemed } from './templates/share-link-redeemed'

/** Every kind of mail there is. */
export const templates = {
  'one-time-passcode': oneTimePasscode,
  invitation,
  'access-added': accessAdded,
  'access-removed': accessRemoved,
  'share-link-redeemed': shareLinkRedeemed,
  'invitation-asked-for': invitationAskedFor,
  'member-added': memberAdded,
}

export type TemplateName = keyof typeof templates

/** What a caller must say to have this mail written. */
export type TemplateInput<Name extends TemplateName> = z.input<(typeof templates)[Name]['input']>
