'use server'
import { action } from '@/app/_boundary/action'
import { AskForAccess, askForAccess } from '@/lib/identity/step-up/ask-for-access'

export const ask = action(AskForAccess, askForAccess, ({ told }) => ({
  message: told
    ? 'Your question is on its way. If somebody answers, that comes by mail.'
    : 'Your question is kept. Nobody who could answer is here just now.',
}))
