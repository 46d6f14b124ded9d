import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { auth } from '@/auth'

/** The first page after signing in: it reads the session and names the person. */
export default async function Page() {
  const session = await auth.api.getSession({ headers: await headers() })
  if (!session) redirect('/sign-in')
  return (
    <main>
      <h1>Shared with me</h1>
      <p>{session.user.email}</p>
    </main>
  )
}
