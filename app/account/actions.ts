'use server'
import { action } from '@/app/_boundary/action'
import { EndOtherSessions, endOtherSessions } from '@/lib/identity/sessions/end-other-sessions'
import { EndSession, endSession } from '@/lib/identity/sessions/end-session'
import { RenamePerson, renamePerson } from '@/lib/identity/accounts/rename-person'

export const rename = action(RenamePerson, renamePerson)
export const end = action(EndSession, endSession)
export const endOthers = action(EndOtherSessions, endOtherSessions)
