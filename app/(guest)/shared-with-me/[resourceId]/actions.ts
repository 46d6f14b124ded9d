'use server'
import { action } from '@/app/_boundary/action'
import { AcceptStatement, acceptStatement } from '@/lib/invitations/accept-statement'

export const accept = action(AcceptStatement, acceptStatement)
