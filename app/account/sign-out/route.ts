import { answerFull } from '@/app/_boundary/failures'
import { signOut } from '@/app/_boundary/sign-in'

/**
 * Signs this browser out. A route and not an action, so that the whole page goes. The front server has checked
 * where the form was sent from, and has the browser forget what it kept.
 */
export async function POST() {
  return signOut().then(() => new Response(null, { status: 303, headers: { Location: '/sign-in' } }), answerFull)
}
