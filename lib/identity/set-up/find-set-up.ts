import { z } from 'zod'
import { Address } from '../../address'
import { db } from '../../db/client'
import { requiredLine } from '../../plain-text'
import type { Caller } from '../../principal'
import { hashToken, Token } from '../../secrets'

/** What the first run asks for. */
export const SetUp = z.object({
  token: Token,
  organizationName: requiredLine(100, 'Enter the organization’s name.', { tooLong: 'Use at most 100 characters.' }),
  name: requiredLine(100, 'Enter your name.', { tooLong: 'Use at most 100 characters.' }),
  address: Address,
})

/** What a set-up link still opens: null for a wrong one, and for good once it was used. */
export const findSetUp = (_caller: Caller, { token }: { token: string }) =>
  db().setup.findFirst({ where: { tokenHash: hashToken(token), completedAt: null }, select: { createdAt: true } })
