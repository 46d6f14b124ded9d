'use server'
import { action } from '@/app/_boundary/action'
import { AcceptStatement, acceptStatement } from '@/lib/invitations/accept-statement'
import { AskForDownload, askForDownload } from '@/lib/sharing/ask-for-download'

export const accept = action(AcceptStatement, acceptStatement)
export const ask = action(AskForDownload, askForDownload)
