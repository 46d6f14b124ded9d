import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { transaction, type Tx } from '../../db/transaction'
import { Conflict, Invalid } from '../../errors'
import { isId } from '../../ids'
import { moment } from '../../words/letters'
import type { Caller } from '../../principal'
import { paragraph } from '../../plain-text'
import { asksOneself, findMyRound, type MyRound } from './find-my-round'
import { shareRound } from '../rounds/hold-round'
import { MOST } from './list-my-items'
import { organizationZone } from '../rounds/organization-zone'
import { stageEndOf } from '../rounds/round-status'
import type { ReviewAnswer } from '../rounds/settings'
import { type Asked, writeAnswers } from './write-answers'

const tooMany = `Answer at most ${MOST.toLocaleString('en-US')} at a time.`

/** The ids of items as a form sends them: in one field, with commas. */
export const ItemIds = z
  .string()
  .max(MOST * '2147483647,'.length, tooMany)
  .transform((text) => [...new Set(text.split(',').filter(Boolean).map(Number))])
  .pipe(
    z
      .array(
        z
          .int()
          .min(1)
          .max(2 ** 31 - 1),
        'Choose what to answer.',
      )
      .min(1, 'Choose what to answer.')
      .max(MOST, tooMany),
  )

const Reason = paragraph(2000)

export const AnswerItems = z.object({
  roundId: z.string(),
  ids: ItemIds,
  answer: z
    .enum(['approve', 'deny', 'dont_know', 'none'], 'Choose an answer.')
    .transform((answer) => (answer === 'none' ? null : answer)),
  reason: Reason,
  /** Undoes what the caller answered last. */
  undo: z.stringbool().optional(),
  /** Leaves alone what has an answer. */
  onlyOpen: z.stringbool().optional(),
})
export type AnswerItems = {
  roundId: string
  ids: number[]
  answer: ReviewAnswer | null
  reason?: string | null
  undo?: boolean
  onlyOpen?: boolean
}

/** One button of a form that holds every row: "deny:12", with that row's reason. */
export const PressAnswer = z
  .looseObject({ roundId: z.string(), press: z.string().regex(/^\w+:\d+$/, 'Choose an answer.') })
  .transform(({ roundId, press, ...fields }): z.input<typeof AnswerItems> => {
    const [answer, id] = press.split(':') as [z.input<typeof AnswerItems>['answer'], string]
    return { roundId, answer, ids: id, reason: String(fields[`reason:${id}`] ?? '') }
  })
  .pipe(AnswerItems)

/**
 * Answers items, or takes their answers back (null): all or none, in force at once, until the stage ends; `onlyOpen`
 * leaves out what has an answer. Resolves to what was answered before, of each that was changed. Throws `Invalid` for `reason` where the round asks for one, `Conflict` once it has ended, and
 * for an undo where somebody else has answered since.
 */
export async function answerItems(
  caller: Caller,
  { roundId, ids, answer, reason = null, undo = false, onlyOpen = false }: AnswerItems,
): Promise<{ before: Asked[] }> {
  const person = signedIn(caller)
  authorize(person, 'review-item.list')
  const before = await transaction(async (tx) => {
    const my = await openRound(tx, person, roundId)
    if (answer) requireReason(my, answer, reason)
    return writeAnswers(
      tx,
      my,
      ids.map((id) => ({ id, answer, reason })),
      { undo, onlyOpen },
    )
  })
  return { before }
}

/** The caller's round, held open until the transaction ends. Throws `Conflict` when it takes no more answers. */
export async function openRound(tx: Tx, caller: Caller, roundId: string) {
  if (isId(roundId)) await shareRound(tx, roundId)
  const my = await findMyRound(caller, roundId, tx)
  if (my.open) return my
  const { round, panels } = my
  if (panels[0]!.stage !== round.stage)
    throw new Conflict('review-stage.over', 'Your stage of this review has ended; nothing was changed.')
  throw new Conflict(
    'review-round.over',
    `This round ended on ${moment(round.endedAt ?? stageEndOf(round), await organizationZone())}; nothing was changed.`,
  )
}

function requireReason({ settings: { justify }, panels }: MyRound, answer: ReviewAnswer, reason: string | null) {
  if (reason || answer === 'dont_know' || !justify[answer]) return
  const self = panels.some(asksOneself)
  const why =
    answer === 'approve'
      ? self
        ? 'Say what you still need it for.'
        : 'Say why access should stay.'
      : self
        ? 'Say why you don’t need it.'
        : 'Say why access should go.'
  throw new Invalid('reason.missing', { reason: `${why} This review asks for a reason.` })
}
