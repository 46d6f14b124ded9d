'use server'
import { action } from '@/app/_boundary/action'
import { AnswerReset, answerReset } from '@/lib/identity/factors/resets/answer-reset'

export const answer = action(AnswerReset, answerReset, (_, { resetId }) => `/vouching/${resetId}`)
