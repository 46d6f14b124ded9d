'use server'
import { action } from '@/app/_boundary/action'
import { AnswerItems, answerItems, PressAnswer } from '@/lib/reviews/answer-items'
import { HandOnItems, handOnItems } from '@/lib/reviews/hand-on-items'
import { ListMyItems, listMatchingItems } from '@/lib/reviews/list-my-items'
import { previewRecommendations, TakeRecommendations, takeRecommendations } from '@/lib/reviews/take-recommendations'

export const answer = action(AnswerItems, answerItems)
export const press = action(PressAnswer, answerItems)
export const match = action(ListMyItems, listMatchingItems)
export const preview = action(TakeRecommendations, previewRecommendations)
export const take = action(TakeRecommendations, takeRecommendations)
export const handOn = action(HandOnItems, handOnItems, ({ items, to, left }) =>
  left ? { message: `${items === 1 ? 'One item is' : `${items.toLocaleString('en-US')} items are`} before ${to} now.` } : '/reviews',
)
