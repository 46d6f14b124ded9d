'use server'
import { action, echo } from '@/app/_boundary/action'
import type { FormState } from '@/components/ui/form-state'
import { previewPolicy } from '@/lib/policies/preview-policy'
import { DraftPolicy } from '@/lib/policies/policy-form'
import { ChangePolicy, changePolicy, createPolicy, CreatePolicy, DeletePolicy, deletePolicy } from '@/lib/policies/save-policy'

const preview = action(DraftPolicy, previewPolicy)
const made = action(CreatePolicy, createPolicy, () => '/admin/policies')
const changed = action(ChangePolicy, changePolicy, () => '/admin/policies')

/** The form has two buttons: one looks, the other does it. Without JavaScript the form comes back as it was filled in. */
const lookOr = (otherwise: typeof made) => async (state: FormState, form: FormData) =>
  form.get('intent') === 'preview' ? { ...(await preview(state, form)), values: echo(form) } : otherwise(state, form)

export const create = lookOr(made)
export const change = lookOr(changed)
export const remove = action(DeletePolicy, deletePolicy, () => '/admin/policies')
