'use server'
import { z } from 'zod'
import { action } from '@/app/_boundary/action'
import { askForPasscode, PASSCODE_PATH, signOut } from '@/app/_boundary/sign-in'
import { Address } from '@/lib/address'
import { AskForShareLink, askForShareLink } from '@/lib/sharing/ask-for-share-link'
import { getShareLink } from '@/lib/sharing/get-share-link'
import { RedeemShareLink, redeemShareLink } from '@/lib/sharing/redeem-share-link'
import { Token } from '@/lib/secrets'

export const sendCode = action(
  z.object({ token: Token, address: Address }),
  async (caller, { token, address }) => {
    const { shareLinkId } = await getShareLink(caller, { token })
    await askForPasscode({ address, purpose: 'share-link', shareLinkId })
  },
  () => PASSCODE_PATH,
)
export const redeem = action(RedeemShareLink, redeemShareLink, ({ resourceId }) => `/shared-with-me/${resourceId}`)
export const ask = action(AskForShareLink, askForShareLink)
export const switchAddress = action(
  z.object({ token: Token }),
  signOut,
  (_, { token }) => `/links/${encodeURIComponent(token)}`,
)
