import { signOut } from '@/app/_boundary/sign-in'

/**
 * Signs this browser out. A route and not an action, so that the whole page goes. The front server has checked
 * where the form was sent from, and has the browser forget what it kept.
 */
export async function POST() {
  await signOut()
  return new Response(null, { status: 303, headers: { Location: '/sign-in' } })
}
