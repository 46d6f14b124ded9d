'use server'
import { action } from '@/app/_boundary/action'
import { letThisBrowserIn } from '@/app/_boundary/sign-in'
import { GetLetIn } from '@/lib/identity/let-in/get-let-in'

export const letIn = action(
  GetLetIn,
  (_caller, link) => letThisBrowserIn(link),
  () => '/let-in',
)
