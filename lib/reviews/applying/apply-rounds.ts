import { setTimeout as pause } from 'node:timers/promises'
import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import { type Tx, transaction } from '../../db/transaction'
import type { SystemCaller } from '../../principal'
import { applyItems } from './apply-items'
import { findDue } from './apply-rounds.sql'
import { finishRound } from './finish-round'
import { holdRound } from '../rounds/hold-round'
import { readRound } from '../rounds/round-row'

/** Removals in one transaction, and some more where one guest's go on. */
const BATCH = 500

/** Milliseconds of rest after a batch, at least. */
const REST = 20

/** How often as long as the batch took the rest is: pages have two thirds of the database, less what the letters take. */
const RESTS = 2

/**
 * Applies the results of each round that waits for it: batch by batch, in turn between several rounds, each batch one
 * transaction that also moves the mark to go on from. Bears a crash anywhere, and being run by many at once.
 */
export async function applyRounds(caller: SystemCaller) {
  authorize(caller, 'review-round.run')
  const failed = new Map<string, unknown>()
  for (;;) {
    const waiting = await db().reviewRound.findMany({
      where: {
        applyingAt: { not: null },
        endedAt: { not: null },
        startedAt: { not: null },
        appliedAt: null,
        id: { notIn: [...failed.keys()] },
      },
      orderBy: { applyingAt: 'asc' },
      select: { id: true },
    })
    if (waiting.length === 0) break
    for (const { id } of waiting) await applySome(caller, id).catch((error: unknown) => failed.set(id, error))
  }
  for (const error of failed.values()) throw error
}

async function applySome(caller: SystemCaller, roundId: string) {
  const began = performance.now()
  await applyBatch(caller, roundId).catch(() => applySlowly(caller, roundId))
  await pause(Math.max(REST, RESTS * (performance.now() - began)))
}

/** One batch, all of it or nothing; when nothing is left, the round is done. */
async function applyBatch(caller: SystemCaller, roundId: string) {
  authorize(caller, 'review-round.run')
  await transaction(async (tx) => {
    const round = await hold(tx, roundId)
    if (!round) return
    const due = await findDue(tx, round, BATCH)
    if (due.length === 0) await finishRound(tx, caller, round)
    else await applyItems(tx, caller, round, due)
  })
}

/** The same batch after it failed: a guest at a time, so that what can't be done holds up nothing else. */
async function applySlowly(caller: SystemCaller, roundId: string) {
  authorize(caller, 'review-round.run')
  for (let left = BATCH; left > 0;) {
    const done = await transaction(async (tx) => {
      const round = await hold(tx, roundId)
      const due = round ? await findDue(tx, round, 1) : []
      if (!round || due.length === 0) return 0
      await applyItems(tx, caller, round, due, { singly: true })
      return due.length
    })
    if (done === 0) return
    left -= done
  }
}

async function hold(tx: Tx, roundId: string) {
  await holdRound(tx, roundId)
  const round = await readRound(tx, roundId)
  return round.applyingAt && round.endedAt && !round.appliedAt ? round : null
}
