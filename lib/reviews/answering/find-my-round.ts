import { signedIn } from '../../access/visibility'
import { db } from '../../db/client'
import type { ReviewPanelKind } from '../../db/generated/client'
import { NotFound } from '../../errors'
import { readId } from '../../ids'
import type { Caller } from '../../principal'
import { takesAnswers } from '../rounds/round-status'
import { settingsOf } from '../rounds/settings'

const panelSelection = { id: true, kind: true, stage: true, note: true, itemCount: true, answeredCount: true } as const

type Reads = Pick<ReturnType<typeof db>, 'reviewRound' | 'reviewPanel'>

/** A round as somebody sees it who answers in it, with the panels they sit on. */
export type MyRound = Awaited<ReturnType<typeof findMyRound>>

/**
 * A round through the panels that the caller sits on: those of the stage being answered, or of the last one in which
 * the caller was asked. Throws `NotFound` for anybody who sits on none.
 */
export async function findMyRound(caller: Caller, roundId: unknown, from: Reads = db()) {
  const person = signedIn(caller)
  const id = readId(roundId)
  if (!id) throw new NotFound('review')
  const seated = { roundId: id, reviewers: { some: { principalId: person.principal.id, leftAt: null } } }
  const round = await from.reviewRound.findFirst({
    where: { id, startedAt: { not: null } },
    include: { review: { select: { name: true } } },
  })
  const panels = round
    ? await from.reviewPanel.findMany({ where: seated, select: panelSelection, orderBy: { id: 'asc' } })
    : []
  if (!round || panels.length === 0) throw new NotFound('review')
  const stage = Math.max(...panels.map((panel) => panel.stage))
  const mine = panels.filter((panel) => panel.stage === stage)
  return {
    person,
    round,
    settings: settingsOf(round),
    panels: mine,
    open: stage === round.stage && takesAnswers(round),
  }
}

/** Whether a panel asks a guest about themselves. */
export const asksOneself = ({ kind }: { kind: ReviewPanelKind }) => kind === 'guest'

/** Whether a panel came to be by handing on. */
export const wasHandedOn = ({ kind }: { kind: ReviewPanelKind }) => kind === 'handed'

export const panelIds = ({ panels }: Pick<MyRound, 'panels'>) => panels.map(({ id }) => id)

/** Whether an item can lie before the caller twice: as the first reviewer's and as the second's. */
export const mayMeetTwice = ({ settings, panels }: Pick<MyRound, 'settings' | 'panels'>) =>
  settings.secondReviewer && panels.length > 1
