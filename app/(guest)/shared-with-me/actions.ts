'use server'
import { z } from 'zod'
import { action } from '@/app/_boundary/action'
import { GiveUpGrant, giveUpGrant } from '@/lib/sharing/give-up-grant'
import { takeBackGrant } from '@/lib/sharing/take-back-grant'

/** Every row of the inbox has one button, and all of them one form. */
const Change = z.object({ giveUp: z.uuid() }).or(z.object({ takeBack: z.uuid() }))

export const change = action(Change, (caller, input) =>
  'giveUp' in input
    ? giveUpGrant(caller, { grantId: input.giveUp })
    : takeBackGrant(caller, { grantId: input.takeBack }),
)
export const giveUp = action(GiveUpGrant, giveUpGrant, () => '/shared-with-me')
