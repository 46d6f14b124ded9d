import { AccessDenied } from '../../lib/errors'
import { recordRefusal } from '../../lib/audit/record-refusal'
import { DAY, now } from '../../lib/clock'
import { db } from '../../lib/db/client'
import { transaction } from '../../lib/db/transaction'
import { completeSetUp } from '../../lib/identity/set-up/complete-set-up'
import { newPasscode } from '../../lib/identity/passcodes/passcode'
import { prepareSetUp } from '../../lib/identity/set-up/prepare-set-up'
import { renamePerson } from '../../lib/identity/accounts/rename-person'
import { requestPasscode } from '../../lib/identity/passcodes/request-passcode'
import { Invite, invite } from '../../lib/invitations/invite'
import { changeOrganization } from '../../lib/organization/change-organization'
import { getSettings } from '../../lib/organization/get-settings'
import { blockGuest } from '../../lib/people/guests/block-guest'
import { addMember } from '../../lib/people/members/add-member'
import { anonymousCaller, systemCaller } from '../../lib/principal'
import { CreateShareLink, createShareLink } from '../../lib/sharing/create-share-link'
import { openFile } from '../../lib/sharing/open-file'
import { openResource } from '../../lib/sharing/open-resource'
import { revokeGrant } from '../../lib/sharing/revoke-grant'
import { cast, organization, stranger } from '../cast'
import { boardMinutes, brandGuidelines, kickoffNotes, mediaBudget, onboarding, q3Plan } from './documents'
import { acceptInvitation, followShareLink } from './guest-story'
import { addFile, addPage, dayIn, openSpace, shareFile, shareLink, sharePage } from './sharing-story'
import { browsers, deliverMail, signIn } from './visitor'

const { megan, lee, priya, adele, nicole, omar } = cast

/** Two guests who are not of the cast: one has yet to answer, one gets blocked. */
const ravi = { address: 'ravi@proseware.example', name: 'Ravi Menon' }
const jo = { address: 'jo@tailspin.example', name: 'Jo Berry' }

export async function setUp() {
  await prepareSetUp()
  const administrator = { address: adele.address, detail: { organizationName: organization.name }, proofs: {} }
  await transaction((tx) => completeSetUp(tx, systemCaller('demo'), administrator, now()))
  const caller = await signIn(browsers.headOffice, adele.address)
  await renamePerson(caller, { name: adele.name })
  await changeOrganization(caller, {
    ...(await getSettings(caller)),
    timeZone: organization.timeZone,
    memberDomains: 'woodgrove.example',
  })
  for (const { address, name } of [megan, lee, priya])
    await addMember(caller, { address, name, administrator: false, guestToo: false })
  await deliverMail()
}

/** Megan shares the campaign's papers with the agency; Nicole accepts the next day. */
export async function startCampaign() {
  const caller = await signIn(browsers.headOffice, megan.address)
  const message = 'Everything you need for the autumn campaign. Call me when you have read it.'
  const guidelines = await shareFile(caller, 'Brand guidelines 2026.pdf', brandGuidelines, {
    to: [nicole.address],
    role: 'download',
    ends: '180',
    message,
  })
  const board = await shareLink(caller, 'Campaign board', 'https://board.woodgrove.example/autumn', {
    to: [nicole.address, omar.address],
    note: 'Drafts go into the left column; we move them on when they are approved.',
  })
  await deliverMail()
  return { guidelines, board }
}

export type Campaign = Awaited<ReturnType<typeof startCampaign>>

export async function answerCampaign({ guidelines, board }: Campaign) {
  const nicoles = await acceptInvitation(browsers.contoso, nicole, guidelines)
  await openFile(nicoles, { resourceId: guidelines, download: true })
  await openResource(nicoles, { resourceId: board })
  const omars = await acceptInvitation(browsers.fabrikam, omar, board)
  await openResource(omars, { resourceId: board })
}

/** Lee plans the quarter, and lets suppliers in through a link. */
export async function planQuarter() {
  const caller = await signIn(browsers.branch, lee.address)
  const plan = await sharePage(caller, 'Q3 plan', q3Plan, { to: [megan.address, nicole.address, omar.address] })
  const onboardingPage = await sharePage(caller, 'Onboarding of suppliers', onboarding, { to: [jo.address] })
  const link = CreateShareLink.parse({
    resourceId: onboardingPage,
    audience: 'domains',
    domains: 'fabrikam.example',
    maxPeople: 20,
  })
  const { shareLinkId } = await createShareLink(caller, link)
  await deliverMail()
  return { plan, onboardingPage, shareLinkId }
}

export type Quarter = Awaited<ReturnType<typeof planQuarter>>

export async function readPlan({ plan, onboardingPage, shareLinkId }: Quarter) {
  const nicoles = await signIn(browsers.contoso, nicole.address)
  await openResource(nicoles, { resourceId: plan })
  const omars = await followShareLink(browsers.fabrikam, omar, shareLinkId)
  await openResource(omars, { resourceId: onboardingPage })
  const jos = await acceptInvitation(browsers.phone, jo, onboardingPage)
  await openResource(jos, { resourceId: onboardingPage })
}

/** The agency alone goes on: Omar is off the board, and the budget is Nicole's for a few days. */
export async function narrowDown({ board }: Campaign) {
  const caller = await signIn(browsers.headOffice, megan.address)
  const grant = { resourceId: board, principal: { address: omar.address } }
  await revokeGrant(caller, { grantId: (await db().grant.findFirstOrThrow({ where: grant, select: { id: true } })).id })
  await shareFile(caller, 'Media budget.csv', mediaBudget, {
    to: [nicole.address],
    role: 'download',
    ends: 'date',
    endsOn: dayIn(6 * DAY),
  })
  const priyas = await signIn(browsers.branch, priya.address)
  await sharePage(priyas, 'Minutes, marketing board', boardMinutes, { to: [megan.address, lee.address], ends: 'never' })
  await deliverMail()
}

/** Somebody nobody knows asks for a code, Lee tries a door that is not his, and Adele blocks Jo. */
export async function seeToTrouble() {
  const unknown = { address: stranger.address, purpose: 'sign-in' as const, code: newPasscode() }
  await requestPasscode(anonymousCaller(browsers.phone), unknown)
  const lees = await signIn(browsers.branch, lee.address)
  await recordRefusal(lees, new AccessDenied('people.list', 'only administrators'))
  const caller = await signIn(browsers.headOffice, adele.address)
  const { id: principalId } = await db().principal.findUniqueOrThrow({
    where: { address: jo.address },
    select: { id: true },
  })
  await blockGuest(caller, { principalId })
}

/** For the winter they work in one place: Nicole adds to it, Omar reads. */
export async function prepareWinter() {
  const caller = await signIn(browsers.headOffice, megan.address)
  const spaceId = await openSpace(caller, {
    name: 'Winter campaign',
    purpose: 'Texts, pictures and numbers for the start on January 12. What is final says so in its title.',
    addresses: nicole.address,
    role: 'contribute',
    ends: '180',
  })
  await invite(caller, Invite.parse({ resourceId: spaceId, addresses: omar.address, role: 'view' }))
  await invite(caller, Invite.parse({ resourceId: spaceId, addresses: lee.address, role: 'manage' }))
  await addPage(caller, spaceId, 'Dates and goals', q3Plan)
  await addFile(caller, spaceId, 'Brand guidelines 2027.pdf', brandGuidelines)
  await deliverMail()
  const nicoles = await signIn(browsers.contoso, nicole.address)
  await addPage(nicoles, spaceId, 'First drafts', kickoffNotes.toString())
  await addFile(nicoles, spaceId, 'Media budget, winter.csv', mediaBudget)
}

export async function inviteRavi() {
  const caller = await signIn(browsers.headOffice, megan.address)
  await shareFile(caller, 'Kick-off notes.md', kickoffNotes, {
    to: [ravi.address, nicole.address],
    message: 'Welcome aboard, Ravi.',
  })
  await deliverMail()
}

/** Nicole is here now. */
export async function comeBack({ guidelines }: Campaign, { plan }: Quarter) {
  const nicoles = await signIn(browsers.contoso, nicole.address)
  await openResource(nicoles, { resourceId: plan })
  await openFile(nicoles, { resourceId: guidelines, download: true })
  await signIn(browsers.headOffice, adele.address)
}
