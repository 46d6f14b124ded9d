import { z } from 'zod'
import { authorize } from '../access/authorize'
import { loadPolicies } from '../access/policy-set'
import { raisePolicyVersion } from '../access/raise-policy-version'
import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import { transaction } from '../db/transaction'
import { NotFound } from '../errors'
import { type Caller, callerId } from '../principal'
import { refuseStale } from '../revision'
import { keepWaysIn } from './keep-a-way-in'
import { PolicyForm } from './policy-form'
import { readPolicyForm } from './read-policy-form'
import { readableSettings } from './readable-settings'
import { ruleStarts } from './rule-starts'

export const CreatePolicy = PolicyForm
export const ChangePolicy = PolicyForm.extend({ policyId: z.uuid(), revision: z.coerce.number().int() })
export type ChangePolicy = z.output<typeof ChangePolicy>

/** Makes a policy; it counts from the next request on. Throws `Invalid`, also where it would keep its author out of administration and nobody confirmed that, and `Conflict` where it would shut every administrator out. */
export async function createPolicy(caller: Caller, form: PolicyForm): Promise<{ policyId: string }> {
  authorize(caller, 'policy.create')
  return transaction(async (tx) => {
    await raisePolicyVersion(tx)
    const before = await loadPolicies(tx)
    const settings = await readableSettings(tx, await readPolicyForm(tx, form))
    const { name, state } = form
    const at = now()
    const since = ruleStarts(null, { state, settings }, at)
    const by = { createdById: callerId(caller), changedById: callerId(caller) }
    const { id } = await tx.policy.create({
      data: { name, state, settings, since, createdAt: at, changedAt: at, ...by },
      select: { id: true },
    })
    await keepWaysIn(tx, caller, { before, confirmed: form.confirm })
    await recordAuditEvent(tx, caller, 'policy.created', { detail: { policyId: id, policy: name, state, settings } })
    return { policyId: id }
  })
}

/** Changes one. Throws as `createPolicy`, `NotFound`, and `Conflict` also where somebody else has changed it since the form was filled in. */
export async function changePolicy(
  caller: Caller,
  { policyId, revision, ...form }: ChangePolicy,
): Promise<{ policyId: string }> {
  authorize(caller, 'policy.change')
  return transaction(async (tx) => {
    await raisePolicyVersion(tx)
    const policy = await tx.policy.findFirst({ where: { id: policyId, deletedAt: null } })
    if (!policy) throw new NotFound('policy')
    refuseStale('this policy', policy.revision, revision)
    const before = await loadPolicies(tx)
    const settings = await readableSettings(tx, await readPolicyForm(tx, form))
    const { name, state } = form
    const at = now()
    const since = ruleStarts(policy, { state, settings }, at)
    await tx.policy.update({
      where: { id: policyId },
      data: { name, state, settings, since, revision: { increment: 1 }, changedAt: at, changedById: callerId(caller) },
    })
    await keepWaysIn(tx, caller, { before, confirmed: form.confirm })
    await recordAuditEvent(tx, caller, 'policy.changed', {
      detail: {
        policyId,
        policy: name,
        state,
        settings,
        before: { name: policy.name, state: policy.state, settings: policy.settings },
      },
    })
    return { policyId }
  })
}

export const DeletePolicy = z.object({ policyId: z.uuid() })
export type DeletePolicy = z.output<typeof DeletePolicy>

/** Deletes one. Throws `NotFound`. */
export async function deletePolicy(caller: Caller, { policyId }: DeletePolicy) {
  authorize(caller, 'policy.delete')
  await transaction(async (tx) => {
    await raisePolicyVersion(tx)
    const [deleted] = await tx.policy.updateManyAndReturn({
      where: { id: policyId, deletedAt: null },
      data: { deletedAt: now(), changedById: callerId(caller) },
      select: { name: true },
    })
    if (!deleted) throw new NotFound('policy')
    await recordAuditEvent(tx, caller, 'policy.deleted', { detail: { policyId, policy: deleted.name } })
  })
}
