import { db } from '../../db/client'
import { NotFound } from '../../errors'
import { isId } from '../../ids'

const named = { select: { id: true, name: true, address: true } } as const

/** A review, for a verb that has been authorized. Throws `NotFound`. */
export async function findReview(tx: Pick<ReturnType<typeof db>, 'accessReview'>, reviewId: string) {
  const review = isId(reviewId)
    ? await tx.accessReview.findUnique({ where: { id: reviewId }, include: { createdBy: named } })
    : null
  if (!review) throw new NotFound('review')
  return review
}

/** A round with the name of its review, for a verb that has been authorized. Throws `NotFound`. */
export async function findRound(tx: Pick<ReturnType<typeof db>, 'reviewRound'>, roundId: string) {
  const round = isId(roundId)
    ? await tx.reviewRound.findUnique({
        where: { id: roundId },
        include: { review: { select: { id: true, name: true, nextRoundAt: true, endedAt: true, createdBy: named } } },
      })
    : null
  if (!round) throw new NotFound('round')
  return round
}

export type FoundRound = Awaited<ReturnType<typeof findRound>>
