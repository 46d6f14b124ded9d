import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { cast, type CastName } from '../../prisma/cast'
import { after, HOUR, isOver, now, SECOND } from '../clock'
import { db } from '../db/client'
import { environment, seatCast } from '../db/testing'
import { DomainError } from '../errors'
import { findCaller } from '../identity/sessions/find-caller'
import { Browser, forgetBudgets } from '../identity/testing'
import { acceptStatement } from '../invitations/accept-statement'
import { redeemInvitation } from '../invitations/redeem-invitation'
import { add, share } from '../invitations/testing'
import { claimMail } from '../mail/outbox/claim-mail'
import { blockGuest } from '../people/guests/block-guest'
import { removeGuest } from '../people/guests/remove-guest'
import { unblockGuest } from '../people/guests/unblock-guest'
import { addMember } from '../people/members/add-member'
import type { PersonCaller } from '../principal'
import { applyRounds } from '../reviews/applying/apply-rounds'
import { job, settingsWith } from '../reviews/testing'
import { linkToken } from '../secrets'
import { UNDO_TAKEN } from '../undo'
import { CreateShareLink, createShareLink } from './create-share-link'
import { getSharedResource } from './get-shared-resource'
import { giveUpGrant } from './give-up-grant'
import { redeemShareLink } from './redeem-share-link'
import { restoreGrant } from './restore-grant'
import { revokeGrant } from './revoke-grant'
import { revokeShareLink } from './revoke-share-link'
import { takeBackGrant } from './take-back-grant'

// Promise C10: whatever order people do things in, a guest opens what a small reference says they may open and nothing
// else. Megan shares one page; Nicole was invited, Omar came by the first of two links for anyone; Adele administers.

const guests = ['nicole', 'omar'] as const
type Guest = (typeof guests)[number]
type Author = CastName | 'review'

/** A guest as the reference knows them. `by`: who ended their access last; `undoUntil`: null where that can't be undone. */
type Known = {
  kind: 'guest' | 'member'
  blocked: boolean
  removed: boolean
  held: boolean
  by: Author | null
  undoUntil: Date | null
  cameBy: 0 | 1 | null
  refused: boolean
}
type Reference = Record<Guest, Known> & { links: [boolean, boolean] }
type World = {
  people: Record<CastName, PersonCaller>
  resourceId: string
  links: { shareLinkId: string; token: string }[]
  reference: Reference
}

const mayOpen = ({ blocked, removed, held }: Known) => !blocked && !removed && held

/** A no stands whatever was before, unless somebody's no stood for good already. */
function end(known: Known, by: Author, guest: Guest, undoable: boolean) {
  known.refused = true
  if (!known.held && known.by !== guest && (known.by === by || known.undoUntil === null)) return
  Object.assign(known, { held: false, by, undoUntil: known.held && undoable ? after(now(), UNDO_TAKEN) : null })
}

function undo(known: Known, by: Author) {
  if (known.by !== by || !known.undoUntil || isOver(known.undoUntil)) return
  give(known)
}

const give = (known: Known) => Object.assign(known, { held: true, by: null, undoUntil: null, refused: false })

/** Whoever is blocked, removed, back or of another kind undoes nothing of before, and has nothing undone. */
const change = (known: Known, facts: Partial<Known>) => Object.assign(known, facts, { undoUntil: null })

async function begin(): Promise<World> {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T12:00:00Z') })
  const people = await seatCast()
  const { resourceId } = await share(people.megan, {
    kind: 'page',
    title: 'Plan',
    body: 'x',
    addresses: cast.nicole.address,
    ends: 'never',
  })
  const makeLink = async () => {
    const { shareLinkId, url } = await createShareLink(
      people.megan,
      CreateShareLink.parse({ resourceId, audience: 'anyone', ends: 'never' }),
    )
    return { shareLinkId, token: url.split('/').at(-1)! }
  }
  const links = [await makeLink(), await makeLink()]
  await redeemShareLink(people.omar, { token: links[0]!.token, acceptPrivacy: true })
  const known = {
    kind: 'guest',
    blocked: false,
    removed: false,
    held: true,
    by: null,
    undoUntil: null,
    refused: false,
  } as const
  return {
    people,
    resourceId,
    links,
    reference: { nicole: { ...known, cameBy: null }, omar: { ...known, cameBy: 0 }, links: [true, true] },
  }
}

const idOf = ({ people }: World, guest: Guest) => ({ principalId: people[guest].principal.id })

const grantOf = async (world: World, guest: Guest) => {
  const { id: grantId, ...grant } = await db().grant.findFirstOrThrow({
    where: { resourceId: world.resourceId, ...idOf(world, guest) },
  })
  return { grantId, ...grant }
}

/** Whether what was asked for was done; a refusal of ours is an answer, anything else is a fault. */
const done = (doing: Promise<unknown>) =>
  doing.then(
    () => true,
    (error: unknown) => {
      expect(error).toBeInstanceOf(DomainError)
      return false
    },
  )

type Step = (world: World, guest: Guest) => Promise<unknown>

/** What a guest does alone. Who is blocked or removed has no session: of these they can sign in alone. */
const own: Record<string, Step> = {
  'gives up': async (world, guest) => {
    const known = world.reference[guest]
    await done(giveUpGrant(world.people[guest], await grantOf(world, guest)))
    if (known.held) Object.assign(known, { held: false, by: guest, undoUntil: after(now(), UNDO_TAKEN) })
  },
  'takes back': async (world, guest) => {
    await done(takeBackGrant(world.people[guest], await grantOf(world, guest)))
    undo(world.reference[guest], guest)
  },
  'redeems the first link': (world, guest) => redeem(world, guest, 0),
  'redeems the second link': (world, guest) => redeem(world, guest, 1),
  'redeems the invitation': async (world, guest) => {
    const invitation = await db().invitation.findFirst({
      where: { resourceId: world.resourceId, ...idOf(world, guest) },
    })
    if (invitation)
      await done(
        redeemInvitation(world.people[guest], { token: linkToken('invitation', invitation.id), acceptPrivacy: true }),
      )
  },
  'accepts the statement': ({ people }, guest) => done(acceptStatement(people[guest], { acceptPrivacy: true })),
}

async function redeem({ people, links, reference }: World, guest: Guest, which: 0 | 1) {
  await done(redeemShareLink(people[guest], { token: links[which]!.token, acceptPrivacy: true }))
  const known = reference[guest]
  if (known.held || known.by !== guest || !reference.links[which]) return
  Object.assign(known, { held: true, by: null, undoUntil: null, cameBy: which })
}

const signingIn: Record<string, Step> = {
  'signs in': (world, guest) => signIn(world, guest, null),
  'signs in by the first link': (world, guest) => signIn(world, guest, 0),
  'signs in by the second link': (world, guest) => signIn(world, guest, 1),
}

/** Whether somebody who was removed gets in again by a link is not asked here; what they open then is. */
async function signIn({ people, links, reference }: World, guest: Guest, by: 0 | 1 | null) {
  await forgetBudgets()
  const browser = new Browser()
  const request = by === null ? {} : { purpose: 'share-link' as const, shareLinkId: links[by]!.shareLinkId }
  await done(browser.signIn(people[guest].principal.address, request))
  const caller = await findCaller(environment, browser.sessionToken)
  if (caller.kind !== 'person') return
  expect(reference[guest].blocked, 'nobody blocked signs in').toBe(false)
  people[guest] = caller
  if (reference[guest].removed) change(reference[guest], { removed: false })
}

/** What others do: a no to a guest. */
const others: Record<string, Step> = {
  'the sharer revokes': (world, guest) => revoke(world, guest, 'megan'),
  'an administrator revokes': (world, guest) => revoke(world, guest, 'adele'),
  'a review denies': async (world, guest) => {
    await deny(world, guest)
    end(world.reference[guest], 'review', guest, false)
  },
  'the people of the first link go': async ({ people, links, reference }) => {
    if (!(await done(revokeShareLink(people.megan, { shareLinkId: links[0]!.shareLinkId, people: 'go' })))) return
    reference.links[0] = false
    for (const guest of guests) if (reference[guest].cameBy === 0) end(reference[guest], 'megan', guest, true)
  },
  'an administrator removes': async (world, guest) => {
    if (!(await done(removeGuest(world.people.adele, idOf(world, guest))))) return
    change(world.reference[guest], { removed: true })
    end(world.reference[guest], 'adele', guest, false)
  },
  'an administrator blocks': async (world, guest) => {
    if (await done(blockGuest(world.people.adele, idOf(world, guest))))
      change(world.reference[guest], { blocked: true })
  },
}

async function revoke(world: World, guest: Guest, by: 'megan' | 'adele') {
  await done(revokeGrant(world.people[by], await grantOf(world, guest)))
  end(world.reference[guest], by, guest, true)
}

/** A round that asked about one grant has ended with a denial. */
async function deny(world: World, guest: Guest) {
  const { grantId, principalId, resourceId, role, grantedAt } = await grantOf(world, guest)
  const [settings, at] = [settingsWith(), now()]
  const { id: reviewId } = await db().accessReview.create({
    data: { name: 'Every guest', settings, createdAt: at, createdById: world.people.adele.principal.id },
  })
  const { id: roundId } = await db().reviewRound.create({
    data: {
      reviewId,
      number: 1,
      settings,
      startsAt: at,
      startedAt: at,
      stageEndsAt: [at],
      endedAt: at,
      applyingAt: at,
      itemCount: 1,
    },
  })
  const { id: panelId } = await db().reviewPanel.create({ data: { roundId, stage: 1, kind: 'members', itemCount: 1 } })
  const { id: itemId } = await db().reviewItem.create({
    data: { roundId, principalId, grantId, resourceId, role, grantedAt, inviterGone: false, outcome: 'deny' },
  })
  await db().reviewSeat.create({ data: { itemId, second: false, panelId } })
  await applyRounds(job)
}

/** A yes of others, or what goes by itself. */
const rest: Record<string, Step> = {
  'the sharer undoes': (world, guest) => restore(world, guest, 'megan'),
  'an administrator undoes': (world, guest) => restore(world, guest, 'adele'),
  'the sharer invites anew': async (world, guest) => {
    const known = world.reference[guest]
    if (
      !(await done(add(world.people.megan, world.resourceId, world.people[guest].principal.address, { ends: 'never' })))
    )
      return
    if (known.removed) change(known, { removed: false })
    if (!known.held) give(known).cameBy = null
    known.refused = false
  },
  'an administrator unblocks': async (world, guest) => {
    if (await done(unblockGuest(world.people.adele, idOf(world, guest))))
      change(world.reference[guest], { blocked: false })
  },
  'an administrator makes a member': async (world, guest) => {
    const made = await done(
      addMember(world.people.adele, {
        address: world.people[guest].principal.address,
        name: null,
        administrator: false,
        guestToo: true,
      }),
    )
    if (made) change(world.reference[guest], { kind: 'member', removed: false, blocked: false })
  },
  'mail goes out': () => claimMail(100),
  'seconds go by': async () => vi.setSystemTime(after(now(), 9 * SECOND)),
  'an hour goes by': async () => vi.setSystemTime(after(now(), HOUR)),
}

async function restore(world: World, guest: Guest, by: 'megan' | 'adele') {
  await done(restoreGrant(world.people[by], await grantOf(world, guest)))
  undo(world.reference[guest], by)
}

/** Whether a guest's next request is theirs, and reads the page. */
async function isOpen(world: World, guest: Guest) {
  const standing = await db().principal.count({
    where: { id: idOf(world, guest).principalId, blockedAt: null, removedAt: null },
  })
  return standing > 0 && (await done(getSharedResource(world.people[guest], world)))
}

const isIn = ({ blocked, removed }: Known) => !blocked && !removed

class Deed implements fc.AsyncCommand<Reference, World> {
  constructor(
    readonly name: string,
    readonly guest: Guest,
  ) {}
  check = (reference: Reference) => !(this.name in own) || isIn(reference[this.guest])
  async run(reference: Reference, world: World) {
    const step = { ...own, ...signingIn, ...others, ...rest }[this.name]!
    await step(world, this.guest)
    for (const guest of guests) {
      const opens = await isOpen(world, guest)
      expect(opens, `${guest} after ${this.toString()}`).toBe(mayOpen(reference[guest]))
      expect(opens && reference[guest].refused, `${guest} opens what somebody had refused them`).toBe(false)
    }
  }
  toString = () => `${this.guest}: ${this.name}`
}

// What is given up, and what happens to it within the time for taking it back, stands in the midst of every history.
const often = ['gives up', 'gives up', 'gives up', 'takes back', 'takes back', 'takes back']
const names = [...often, ...[own, signingIn, others, others, rest].flatMap(Object.keys)]
const guest = fc.constantFrom(...guests)
const history = guest.chain((guest) =>
  fc.commands(
    names.map((name) => fc.constant(new Deed(name, guest))),
    { maxCommands: 30, size: 'max' },
  ),
)

it('in any history lets a guest open what the reference says, and nothing that somebody else has ended', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (commands) => {
      const world = await begin()
      await fc.asyncModelRun(() => ({ model: world.reference, real: world }), commands)
    }),
    { numRuns: Number(process.env.HISTORIES ?? 30) },
  )
})

const acts = fc.array(fc.constantFrom(...Object.keys(own)), { minLength: 20, maxLength: 40 })

it('of many acts at once a no is the last word', async () => {
  await fc.assert(
    fc.asyncProperty(
      guest,
      fc.boolean(),
      fc.constantFrom(...Object.keys(others)),
      acts,
      fc.nat(),
      async (guest, givenUp, no, acts, place) => {
        const world = await begin()
        if (givenUp) await own['gives up']!(world, guest)
        const byFirst = no.includes('first link')
        const tried = byFirst ? acts.map((name) => name.replace('second link', 'first link')) : acts
        const at = place % tried.length
        const all = [...tried.slice(0, at), no, ...tried.slice(at)].map((name) => ({ ...own, ...others })[name]!)
        await Promise.all(all.map((step) => step(world, guest)))
        if (byFirst && guest === 'nicole') return
        for (const step of Object.values(own)) await step(world, guest)
        expect(await isOpen(world, guest)).toBe(false)
        if (no.includes('blocks')) return
        const { revokedAt, revokedById, principalId } = await grantOf(world, guest)
        expect(revokedAt, 'it is written').not.toBeNull()
        expect(revokedById).not.toBe(principalId)
        expect(await db().auditEvent.count({ where: { type: 'grant.revoked', principalId } })).toBe(1)
      },
    ),
    { numRuns: Number(process.env.HISTORIES ?? 20) },
  )
})
