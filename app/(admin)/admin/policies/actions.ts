'use server'
import { action } from '@/app/_boundary/action'
import { lookOr } from '@/app/_boundary/preview'
import { previewPolicy } from '@/lib/policies/preview-policy'
import { DraftPolicy } from '@/lib/policies/policy-form'
import {
  ChangePolicy,
  changePolicy,
  createPolicy,
  CreatePolicy,
  DeletePolicy,
  deletePolicy,
} from '@/lib/policies/save-policy'

const preview = action(DraftPolicy, previewPolicy)
const made = action(CreatePolicy, createPolicy, () => '/admin/policies')
const changed = action(ChangePolicy, changePolicy, () => '/admin/policies')

export const create = lookOr(preview, made)
export const change = lookOr(preview, changed)
export const remove = action(DeletePolicy, deletePolicy, () => '/admin/policies')
