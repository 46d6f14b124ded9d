import { waysOf } from '../access/controls'
import { areaOf, type Action } from '../access/permissions'
import { now } from '../clock'
import { db } from '../db/client'
import { transaction } from '../db/transaction'
import { AccessDenied, ControlRequired } from '../errors'
import { log } from '../log/log'
import { currentRequest } from '../log/request'
import type { Caller } from '../principal'
import { spendNetwork } from './network-budget'
import { recordAuditEvent } from './record-audit-event'
import { recordAnswer } from './sign-ins/record-sign-in'

/**
 * Records a refusal: the caller, the action and the reason. Resolves to the reference of the policies' answer where
 * policies refused or asked for a control first; else to null. Of strangers, records no more than their network's budget.
 */
export async function recordRefusal(caller: Caller, error: AccessDenied | ControlRequired): Promise<string | null> {
  const { action, ruling } = error
  const reason = error instanceof AccessDenied ? error.reason : error.controls.flatMap(waysOf).join(', ')
  if (caller.kind === 'anonymous' && (await spendNetwork(db(), caller, 'refusals', now()))) return null
  const reference = await transaction(async (tx) => {
    const detail = { action, reason }
    if (error instanceof AccessDenied)
      await recordAuditEvent(tx, caller, 'access.denied', { resourceId: ruling.target.resourceId, detail })
    if (
      caller.kind !== 'person' ||
      !ruling.evaluation ||
      ruling.evaluation.effect === 'permit' ||
      areaOf(action as Action) === null
    )
      return null
    return recordAnswer(tx, caller, { action: action as Action, target: ruling.target, evaluation: ruling.evaluation })
  })
  // Logged under the reference that the person reads.
  if (reference)
    log.info(`A policy refused, or asked for more first: ${currentRequest()?.what ?? action}.`, { reference })
  return reference
}
