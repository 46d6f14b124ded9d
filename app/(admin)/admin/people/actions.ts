'use server'
import { action } from '@/app/_boundary/action'
import { CompleteReset, completeReset } from '@/lib/identity/factors/resets/complete-reset'
import { RequestReset, requestReset } from '@/lib/identity/factors/resets/request-reset'
import { WithdrawReset, withdrawReset } from '@/lib/identity/factors/resets/withdraw-reset'
import { sentence } from '@/lib/own-direction'
import { EndPersonSessions, endPersonSessions } from '@/lib/people/end-person-sessions'
import { BlockGuest, blockGuest } from '@/lib/people/guests/block-guest'
import { RemoveGuest, removeGuest } from '@/lib/people/guests/remove-guest'
import { UnblockGuest, unblockGuest } from '@/lib/people/guests/unblock-guest'
import { AddMember, addMember } from '@/lib/people/members/add-member'
import { DemoteMember, demoteMember } from '@/lib/people/members/demote-member'
import { DisableMember, disableMember } from '@/lib/people/members/disable-member'
import { EnableMember, enableMember } from '@/lib/people/members/enable-member'
import { PromoteMember, promoteMember } from '@/lib/people/members/promote-member'
import { RestoreGrant, restoreGrant } from '@/lib/sharing/restore-grant'
import { RevokeGrant, revokeGrant } from '@/lib/sharing/revoke-grant'

export const add = action(AddMember, addMember, ({ principalId }) => `/admin/people/${principalId}`)
export const promote = action(PromoteMember, promoteMember)
export const demote = action(DemoteMember, demoteMember)
export const disable = action(DisableMember, disableMember)
export const enable = action(EnableMember, enableMember)
export const block = action(BlockGuest, blockGuest)
export const unblock = action(UnblockGuest, unblockGuest)
export const remove = action(RemoveGuest, removeGuest, () => '/admin/people')
export const endSessions = action(EndPersonSessions, endPersonSessions)
export const revoke = action(RevokeGrant, revokeGrant)
export const restore = action(RestoreGrant, restoreGrant)
export const resetFactors = action(RequestReset, requestReset, ({ voucher }) => ({
  message: sentence`We have asked ${voucher} to vouch.`,
}))
export const completeFactorReset = action(CompleteReset, completeReset, () => ({
  message: 'Removed. They set up new ones when they sign in.',
}))
export const withdrawFactorReset = action(WithdrawReset, withdrawReset, () => ({
  message: 'Withdrawn. Both of them are told.',
}))
