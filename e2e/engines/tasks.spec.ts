import { expect } from '@playwright/test'
import { cast } from '../../prisma/cast'
import { startReview } from '../fixtures/database'
import { codeIn, linkIn, type ReceivedMail } from '../fixtures/mailroom'
import { mailTo, nextMail } from '../fixtures/mail-window'
import { test } from './test'
import type { Visitor } from './visitor'

// What each kind of person comes for, in an engine other than Chromium. The journeys hold everything else.

test.describe.configure({ mode: 'serial' })

const GUEST = 'nicole@contoso.example'

async function letterAfter(address: string, doing: () => Promise<unknown>, wanted: (mail: ReceivedMail) => boolean) {
  const seen = (await mailTo(address)).length
  await doing()
  return nextMail(address, seen, wanted)
}

const hasCode = ({ text }: ReceivedMail) => /^\d{4} \d{4}$/m.test(text)

async function prove(visitor: Visitor, address: string) {
  const letter = await letterAfter(address, () => visitor.press('Send code'), hasCode)
  await visitor.type('Code', codeIn(letter))
  await visitor.press('Verify')
}

async function signIn(visitor: Visitor, address: string, lands: string) {
  await visitor.goTo('/sign-in')
  await visitor.type('Email', address)
  await prove(visitor, address)
  await visitor.sees(lands)
}

test('an administrator adds a member, and finds her', async ({ arrive }) => {
  const adele = await arrive()
  await signIn(adele, cast.adele.address, 'Shared by me')
  await adele.goTo('/admin/people/add')
  await adele.type('Email', cast.megan.address)
  await adele.type('Name', cast.megan.name)
  await adele.press('Add member')
  await adele.sees(cast.megan.name)
  await adele.goTo('/admin/people/members')
  await adele.reads(cast.megan.address)
})

test('a member shares, a guest redeems, opens and signs out, and Back shows nothing any more', async ({ arrive }) => {
  const megan = await arrive()
  await signIn(megan, cast.megan.address, 'Shared by me')
  await megan.goTo('/shares/new')
  await megan.choose('Link')
  await megan.type('Web address', 'https://intranet.woodgrove.example/plan')
  await megan.type('Title', 'Spring campaign')
  await megan.type('Invite by email', GUEST)
  const letter = await letterAfter(
    GUEST,
    () => megan.press('Share'),
    ({ html }) => html.includes('/invitations/'),
  )
  await megan.sees('Spring campaign')

  const nicole = await arrive()
  await nicole.goTo(linkIn(letter))
  await nicole.reads('Spring campaign')
  await prove(nicole, GUEST)
  await nicole.press('Accept')
  await nicole.sees('Spring campaign')
  await nicole.goTo('/shared-with-me')
  await nicole.follow('Spring campaign')
  await nicole.sees('Spring campaign')

  await nicole.goTo('/account')
  await nicole.press('Sign out')
  await nicole.sees('Sign in')
  await nicole.back()
  await nicole.sees('Sign in')
  expect(await nicole.path()).toBe('/sign-in')
})

test('a reviewer is asked, and answers', async ({ arrive }) => {
  await startReview('In every engine', [GUEST])
  const megan = await arrive()
  await signIn(megan, cast.megan.address, 'Shared by me')
  await megan.goTo('/reviews')
  await megan.follow('In every engine')
  await megan.reads('0 of 1 answered')
  await megan.press('Approve')
  await megan.reads('1 of 1 answered')
})
