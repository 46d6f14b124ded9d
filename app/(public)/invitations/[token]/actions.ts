'use server'
import { z } from 'zod'
import { action } from '@/app/_boundary/action'
import { askForPasscode, PASSCODE_PATH, signOut } from '@/app/_boundary/sign-in'
import { AskForInvitation, askForInvitation } from '@/lib/invitations/ask-for-invitation'
import { GetInvitee, getInvitee } from '@/lib/invitations/get-invitee'
import { RedeemInvitation, redeemInvitation } from '@/lib/invitations/redeem-invitation'
import { Token } from '@/lib/secrets'

export const sendCode = action(
  GetInvitee,
  async (caller, { token }) => {
    const { address } = await getInvitee(caller, { token })
    await askForPasscode({ address, purpose: 'invitation', linkToken: token })
  },
  () => PASSCODE_PATH,
)
export const accept = action(RedeemInvitation, redeemInvitation, ({ resourceId }) => `/shared-with-me/${resourceId}`)
export const ask = action(AskForInvitation, askForInvitation)
export const switchAddress = action(
  z.object({ token: Token }),
  signOut,
  (_, { token }) => `/invitations/${encodeURIComponent(token)}`,
)
