import { authorize } from '../access/authorize'
import { MOST_OF_NETWORK, NETWORKS } from '../audit/network-budget'
import { recordAuditEvent } from '../audit/record-audit-event'
import { after, HOUR, now } from '../clock'
import { transaction, type Tx } from '../db/transaction'
import { anonymousCaller, type SystemCaller } from '../principal'
import { DOMAIN, EVERYBODY, mostOf } from './passcodes/pace'
import { deleteTallies, type Tally } from './report-tallies.sql'

/**
 * Deletes the tallies of past hours. Records one event for each network or sum that went beyond its limit, with the number
 * of requests or codes beyond it.
 */
export async function reportTallies(caller: SystemCaller) {
  authorize(caller, 'tally.report')
  await transaction(async (tx) => {
    const over = await deleteTallies(tx, after(now(), -HOUR))
    for (const tally of over) await report(tx, caller, tally)
  })
}

async function report(tx: Tx, caller: SystemCaller, { key, startedAt, count }: Tally) {
  for (const [kind, begins] of Object.entries(NETWORKS)) {
    if (!key.startsWith(begins)) continue
    const network = anonymousCaller({ networkAddress: key.slice(begins.length), userAgent: '' })
    if (count > MOST_OF_NETWORK)
      await recordAuditEvent(tx, network, 'network.refused', {
        detail: { kind, count: count - MOST_OF_NETWORK, startedAt },
      })
    return
  }
  const domain = key === EVERYBODY ? null : key.slice(DOMAIN.length)
  const beyond = count - mostOf(key)
  if (beyond > 0 && (domain === null || (await isMembers(tx, domain))))
    await recordAuditEvent(tx, caller, 'codes.slowed', { detail: { count: beyond, domain, startedAt } })
}

const isMembers = async (tx: Tx, domain: string) =>
  (await tx.organization.count({ where: { memberDomains: { has: domain } } })) > 0
