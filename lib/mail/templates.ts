import type { z } from 'zod'
import { accessAdded } from './templates/access-added'
import { accessAskedFor } from './templates/access-asked-for'
import { accessRemoved } from './templates/access-removed'
import { addedToSpace } from './templates/added-to-space'
import { downloadAskedFor } from './templates/download-asked-for'
import { factorResetAsked } from './templates/factor-reset-asked'
import { factorResetEnded } from './templates/factor-reset-ended'
import { factorResetTold } from './templates/factor-reset-told'
import { factorsChanged } from './templates/factors-changed'
import { invitation } from './templates/invitation'
import { invitationAskedFor } from './templates/invitation-asked-for'
import { letIn } from './templates/let-in'
import { memberAdded } from './templates/member-added'
import { memberChanged } from './templates/member-changed'
import { memberChangedTold } from './templates/member-changed-told'
import { oneTimePasscode } from './templates/one-time-passcode'
import { reviewAccessEnded } from './templates/review-access-ended'
import { reviewEnded } from './templates/review-ended'
import { reviewGuestsEnded } from './templates/review-guests-ended'
import { reviewHandedOn } from './templates/review-handed-on'
import { reviewReminder } from './templates/review-reminder'
import { reviewStarted } from './templates/review-started'
import { reviewUnasked } from './templates/review-unasked'
import { shareLinkAskedFor } from './templates/share-link-asked-for'
import { shareLinkRedeemed } from './templates/share-link-redeemed'
import { termsDeclined } from './templates/terms-declined'

/** All kinds of mail. */
export const templates = {
  'one-time-passcode': oneTimePasscode,
  'let-in': letIn,
  invitation,
  'access-added': accessAdded,
  'access-removed': accessRemoved,
  'access-asked-for': accessAskedFor,
  'added-to-space': addedToSpace,
  'download-asked-for': downloadAskedFor,
  'factors-changed': factorsChanged,
  'factor-reset-asked': factorResetAsked,
  'factor-reset-ended': factorResetEnded,
  'factor-reset-told': factorResetTold,
  'share-link-redeemed': shareLinkRedeemed,
  'share-link-asked-for': shareLinkAskedFor,
  'invitation-asked-for': invitationAskedFor,
  'member-added': memberAdded,
  'member-changed': memberChanged,
  'member-changed-told': memberChangedTold,
  'review-started': reviewStarted,
  'review-reminder': reviewReminder,
  'review-handed-on': reviewHandedOn,
  'review-ended': reviewEnded,
  'review-access-ended': reviewAccessEnded,
  'review-guests-ended': reviewGuestsEnded,
  'review-unasked': reviewUnasked,
  'terms-declined': termsDeclined,
}

export type TemplateName = keyof typeof templates

/** The values that a caller gives for a mail of this kind. */
export type TemplateInput<Name extends TemplateName> = z.input<(typeof templates)[Name]['input']>
