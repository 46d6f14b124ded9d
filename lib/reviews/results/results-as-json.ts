import { domainOf } from '../../principal'
import type { ResultItem } from './result-items'
import { stampOf } from '../../wall-clock'
import { doneOf } from './result-words'

/** An item as the JSON of a download shows it, with every answer that was ever given. */
export function resultAsJson(item: ResultItem, round: { appliedAt: Date | null; timeZone: string }) {
  const {
    id,
    principalId,
    name,
    address,
    resourceId,
    title,
    kind,
    role,
    grantedAt,
    endsAt,
    inviter,
    inviterGone,
    lastOpenedAt,
    recommendation,
  } = item
  return {
    id,
    person: { id: principalId, name, address, domain: domainOf(address) },
    resource: resourceId && { id: resourceId, title, kind },
    role,
    since: grantedAt,
    until: endsAt && stampOf(endsAt, round.timeZone),
    invitedBy: inviter,
    inviterGone,
    lastOpenedAt,
    recommendation,
    stage: item.stage,
    note: item.note,
    answer: item.answer,
    reason: item.reason,
    reviewer: item.reviewer,
    answeredAt: item.answeredAt,
    asksSecond: item.asksSecond,
    secondAnswer: item.secondAnswer,
    secondReviewer: item.secondReviewer,
    outcome: item.outcome,
    result: doneOf(item, round),
    resultAt: item.resultAt,
    resultBy: item.resultBy,
    resultReason: item.resultReason,
    decisions: item.decisions.map(
      ({ stage, second, answer, reason, at, byId, by, byAddress, networkAddress, userAgent }) => ({
        stage,
        second,
        answer,
        reason,
        at,
        by: { id: byId, name: by, address: byAddress },
        networkAddress,
        userAgent,
      }),
    ),
  }
}
