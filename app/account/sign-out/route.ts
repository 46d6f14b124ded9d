import { signOut } from '@/app/_boundary/sign-in'

/**
 * Signs this browser out. A route and not an action, for the header that empties what the browser has kept, so
 * that going back shows nothing. The front server has checked where the form was sent from.
 */
export async function POST() {
  await signOut()
  return new Response(null, { status: 303, headers: { Location: '/sign-in', 'Clear-Site-Data': '"cache", "storage"' } })
}
