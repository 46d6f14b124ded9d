'use server'
import { action } from '@/app/_boundary/action'
import { sentence } from '@/lib/own-direction'
import { AnswerItems, answerItems, PressAnswer } from '@/lib/reviews/answering/answer-items'
import { HandOnItems, handOnItems } from '@/lib/reviews/answering/hand-on-items'
import { ListMyItems, listMatchingItems } from '@/lib/reviews/answering/list-my-items'
import {
  previewRecommendations,
  TakeRecommendations,
  takeRecommendations,
} from '@/lib/reviews/answering/take-recommendations'

export const answer = action(AnswerItems, answerItems)
export const press = action(PressAnswer, answerItems)
export const match = action(ListMyItems, listMatchingItems)
export const preview = action(TakeRecommendations, previewRecommendations)
export const take = action(TakeRecommendations, takeRecommendations)
export const handOn = action(HandOnItems, handOnItems, ({ items, to, left }) =>
  left
    ? {
        message: sentence`${items === 1 ? 'One item is' : `${items.toLocaleString('en-US')} items are`} before ${to} now.`,
      }
    : '/reviews',
)
