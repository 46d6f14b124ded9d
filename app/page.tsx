import { redirect } from 'next/navigation'
import { NotSetUp } from '@/components/sign-in/not-set-up'
import { homePath } from '@/lib/identity/joining/home'
import { currentCaller } from './_boundary/caller'
import { currentOrganization } from './_boundary/organization'
import { Shell } from './_boundary/shell'

/** The front page is whoever's home: their own for somebody signed in, the door for anyone else. */
export default async function FrontPage() {
  const caller = await currentCaller()
  if (caller.kind === 'person') redirect(homePath(caller.principal))
  if (await currentOrganization()) redirect('/sign-in')
  return (
    <Shell door>
      <NotSetUp />
    </Shell>
  )
}
