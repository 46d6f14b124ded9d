import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { SessionWatch } from '@/components/account/session-watch'
import { LeaveGuard } from '@/components/keeping/leave-guard'
import { type BroughtBack, type PagePerson, PagePersonContext } from '@/components/keeping/page-person'
import { GuestShell } from '@/components/shell/guest-shell'
import { MailNotice } from '@/components/shell/mail-notice'
import { MissingFilesNotice } from '@/components/shell/missing-files-notice'
import { MemberShell } from '@/components/shell/member-shell'
import { MailTroubleNotice } from '@/components/shell/mail-trouble-notice'
import { PoliciesNotice } from '@/components/shell/policies-notice'
import { ProxyNotice } from '@/components/shell/proxy-notice'
import { RoomNotice } from '@/components/shell/room-notice'
import type { ShellCaller } from '@/components/shell/shell-caller'
import { SlowCodesNotice } from '@/components/shell/slow-codes-notice'
import { OrganizationZone } from '@/components/ui/organization-zone'
import { SEARCH_URL } from '@/components/ui/search-url'
import { settings } from '@/lib/env'
import { getLowRoom } from '@/lib/files/disk-room'
import { countMissingFiles } from '@/lib/files/missing-files'
import { draftKey } from '@/lib/identity/kept/draft-key'
import { findKeptForm } from '@/lib/identity/kept/kept-form'
import { areCodesSlowed } from '@/lib/identity/passcodes/pace'
import { getMailTrouble } from '@/lib/mail/get-mail-trouble'
import type { Caller, PersonCaller } from '@/lib/principal'
import { countMyOpenItems } from '@/lib/reviews/answering/count-my-open-items'
import { currentCaller } from './caller'
import { currentOrganization } from './organization'
import { cookieOf, lastAddress } from './sign-in'

/** Puts a page into the shell of whoever asks for it: the rail for members, one column for guests and strangers. */
export async function Shell({
  children,
  door = false,
}: {
  children: ReactNode
  /** One column for everybody. */ door?: boolean
}) {
  const caller = await currentCaller()
  const person = caller.kind === 'person' ? toShellCaller(caller.principal) : null
  const [organization, toReview, slowed, missingFiles, mailTrouble, pagePerson] = await Promise.all([
    currentOrganization(),
    person ? countMyOpenItems(caller) : 0,
    areCodesSlowed(caller),
    countMissingFiles(caller),
    getMailTrouble(caller),
    pagePersonOf(caller),
  ])
  const organizationName = organization?.name ?? 'Foyer'
  const room = getLowRoom(caller)
  const proxy = person?.administrator ? (await headers()).get('x-foyer-unbelieved-proxy') : null
  const shown = { organizationName, toReview, mailNotice: settings().transport === 'local', searchUrl: SEARCH_URL }
  return (
    <OrganizationZone timeZone={organization?.timeZone ?? 'UTC'}>
      <PagePersonContext value={pagePerson}>
        <SessionWatch
          person={pagePerson && { id: pagePerson.id, address: pagePerson.address }}
          ranOut={pagePerson === null && (await lastAddress()) !== null}
        />
        {pagePerson && <LeaveGuard />}
        {person?.kind === 'member' && !door ? (
          <MemberShell caller={person} {...shown}>
            {person.administrator && settings().policies === 'report-only' && <PoliciesNotice />}
            {slowed && <SlowCodesNotice />}
            {room && <RoomNotice room={room} />}
            {missingFiles ? <MissingFilesNotice count={missingFiles} /> : null}
            {mailTrouble && <MailTroubleNotice trouble={mailTrouble} />}
            {proxy && <ProxyNotice address={proxy} />}
            {children}
          </MemberShell>
        ) : (
          <GuestShell caller={person} {...shown}>
            {children}
          </GuestShell>
        )}
      </PagePersonContext>
    </OrganizationZone>
  )
}

/** What a page of somebody's keeps for them; only their own pages are given it. */
async function pagePersonOf(caller: Caller): Promise<PagePerson | null> {
  if (caller.kind !== 'person') return null
  const { id, address } = caller.principal
  return { id, address, draftKey: draftKey(id), broughtBack: await findBroughtBack(caller) }
}

async function findBroughtBack(caller: PersonCaller): Promise<BroughtBack | null> {
  const token = await cookieOf('kept')
  if (!token) return null
  const path = (await headers()).get('x-foyer-path') ?? '/'
  const kept = await findKeptForm(caller, { token, path })
  return kept && { pathname: path.split('?')[0]!, form: kept.form, values: kept.values }
}

/** What else is known of a person stays here: these props go to the browser. */
const toShellCaller = ({ address, name, kind, administrator }: ShellCaller): ShellCaller => ({
  address,
  name,
  kind,
  administrator,
})

/** For a page that stands alone, without a shell. */
export const LocalMailNotice = () => (settings().transport === 'local' ? <MailNotice /> : null)
