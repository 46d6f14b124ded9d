import type { ReactNode } from 'react'
import { SessionWatch } from '@/components/account/session-watch'
import { GuestShell } from '@/components/shell/guest-shell'
import { MailNotice } from '@/components/shell/mail-notice'
import { MemberShell } from '@/components/shell/member-shell'
import { PoliciesNotice } from '@/components/shell/policies-notice'
import type { ShellCaller } from '@/components/shell/shell-caller'
import { SlowCodesNotice } from '@/components/shell/slow-codes-notice'
import { SEARCH_URL } from '@/components/ui/search-url'
import { settings } from '@/lib/env'
import { areCodesSlowed } from '@/lib/identity/pace'
import { countMyOpenItems } from '@/lib/reviews/answering/count-my-open-items'
import { currentCaller } from './caller'
import { currentOrganization } from './organization'

/** Puts a page into the shell of whoever asks for it: the rail for members, one column for guests and strangers. */
export async function Shell({ children, door = false }: { children: ReactNode; /** One column for everybody. */ door?: boolean }) {
  const caller = await currentCaller()
  const person = caller.kind === 'person' ? toShellCaller(caller.principal) : null
  const [organization, toReview, slowed] = await Promise.all([currentOrganization(), person ? countMyOpenItems(caller) : 0, areCodesSlowed(caller)])
  const organizationName = organization?.name ?? 'Foyer'
  const shown = { organizationName, toReview, mailNotice: settings().transport === 'local', searchUrl: SEARCH_URL }
  return (
    <>
      <SessionWatch signedIn={person !== null} />
      {person?.kind === 'member' && !door ? (
        <MemberShell caller={person} {...shown}>
          {person.administrator && settings().policies === 'report-only' && <PoliciesNotice />}
          {slowed && <SlowCodesNotice />}
          {children}
        </MemberShell>
      ) : (
        <GuestShell caller={person} {...shown}>
          {children}
        </GuestShell>
      )}
    </>
  )
}

/** What else is known of a person stays here: these props go to the browser. */
const toShellCaller = ({ address, name, kind, administrator }: ShellCaller): ShellCaller => ({ address, name, kind, administrator })

/** For a page that stands alone, without a shell. */
export const LocalMailNotice = () => (settings().transport === 'local' ? <MailNotice /> : null)
