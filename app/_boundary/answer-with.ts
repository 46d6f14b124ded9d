import { headers } from 'next/headers'
import { ANSWER_HEADER, answerStatuses } from '@/lib/answer-status'

/** Has the front server answer this page with a status of its own: Next.js renders every page as a 200. */
export async function answerWith(status: number) {
  const request = (await headers()).get(ANSWER_HEADER)
  if (request) answerStatuses().set(request, status)
}
