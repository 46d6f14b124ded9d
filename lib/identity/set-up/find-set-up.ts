import { z } from 'zod'
import { Address } from '../../address'
import { db } from '../../db/client'
import { requiredLine } from '../../plain-text'
import type { Caller } from '../../principal'
import { hashToken, Token } from '../../secrets'

/** The input of the set-up. */
export const SetUp = z.object({
  token: Token,
  organizationName: requiredLine(100, 'Enter the organization’s name.', { tooLong: 'Use at most 100 characters.' }),
  name: requiredLine(100, 'Enter your name.', { tooLong: 'Use at most 100 characters.' }),
  address: Address,
})

/** Finds the open set-up of a link. Null for a wrong link, and permanently once the set-up is completed. */
export const findSetUp = (_caller: Caller, { token }: { token: string }) =>
  db().setup.findFirst({ where: { tokenHash: hashToken(token), completedAt: null }, select: { createdAt: true } })
