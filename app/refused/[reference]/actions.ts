'use server'
import { action } from '@/app/_boundary/action'
import { AskForAccess, askForAccess } from '@/lib/identity/step-up/ask-for-access'

export const ask = action(AskForAccess, askForAccess, () => ({ message: 'Your question is on its way. The answer comes by mail.' }))
