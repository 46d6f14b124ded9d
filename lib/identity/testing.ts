import { vi } from 'vitest'
import { after, now, SECOND } from '../clock'
import { db } from '../db/client'
import { stranger } from '../db/testing'
import type { PersonCaller } from '../principal'
import { readProofs, secondFactors } from '../proof'
import { hashToken, linkToken, newToken, unseal } from '../secrets'
import { letBrowserIn } from './let-in/let-browser-in'
import { newPasscode } from './passcodes/passcode'
import type { PasscodeRequest } from './passcodes/keep-code'
import { requestPasscode } from './passcodes/request-passcode'
import { verifyPasscode } from './passcodes/verify-passcode'

/** A browser: its cookies, and what it does with them. */
export class Browser {
  attemptSecret: string | null = null
  browserToken: string | null = null
  letInToken: string | null = null
  sessionToken: string | null = null

  /** Asks for a code, and answers it whether or not it was mailed. */
  async ask(address: string, request: Partial<PasscodeRequest> = {}) {
    const code = newPasscode()
    const asked = {
      address,
      purpose: 'sign-in' as const,
      code,
      attemptSecret: this.attemptSecret,
      browserToken: this.browserToken,
      letInToken: this.letInToken,
      ...request,
    }
    this.attemptSecret = (await requestPasscode(stranger, asked)).attemptSecret
    return code
  }

  async type(code: string) {
    const { attemptSecret, browserToken, sessionToken } = this
    const signedIn = await verifyPasscode(stranger, { code, attemptSecret, browserToken, sessionToken })
    this.browserToken = signedIn.browserToken
    this.sessionToken = signedIn.sessionToken
    this.attemptSecret = null
    return signedIn
  }

  /** Presses "This was me" on the page of a mailed link. */
  async press(token: string) {
    this.letInToken = (await letBrowserIn(stranger, { token, letInToken: this.letInToken })).letInToken
  }

  async signIn(address: string, request: Partial<PasscodeRequest> = {}) {
    return this.type(await this.ask(address, request))
  }
}

/** The person as the next request of their session finds them. */
export async function again(caller: PersonCaller): Promise<PersonCaller> {
  const session = await db().session.findUniqueOrThrow({ where: { id: caller.session.id } })
  return { ...caller, session: { ...caller.session, ...session, proofs: readProofs(Object(session.proofs)) } }
}

/** Sets one session, or all of them, back to where only the mailbox was proven. */
export const forgetFactors = (sessionId: string | null = null) =>
  db()
    .$executeRaw`UPDATE "Session" SET proofs = proofs - ${[...secondFactors]}::text[] WHERE id = coalesce(${sessionId}::uuid, id)`

/** A code that is not `code`. */
export const wrong = (code: string) => String((Number(code) + 1) % 10 ** 8).padStart(8, '0')

/** The codes that were really mailed to an address, oldest first. */
export async function mailedTo(address: string) {
  const mails = await db().mail.findMany({
    where: { recipient: address, withheldAt: null, template: 'one-time-passcode' },
    orderBy: { createdAt: 'asc' },
  })
  return mails.map(({ sealed }) => unseal(sealed!))
}

/** The tokens of the links "This was me" that were really mailed to an address, oldest first. */
export async function linksMailedTo(address: string) {
  const mails = await db().mail.findMany({
    where: { recipient: address, withheldAt: null, template: { in: ['one-time-passcode', 'let-in'] } },
    orderBy: { createdAt: 'asc' },
  })
  return mails.map(({ input }) => linkToken('let-in', (input as { input: { letIn: { id: string } } }).input.letIn.id))
}

/** A link of Megan's, shared with nobody yet. */
export const makeResource = (sharedById: string, at: Date) =>
  db().resource.create({
    data: { kind: 'link', title: 'Plan', url: 'https://intranet.example/plan', sharedById, createdAt: at },
  })

/** An invitation with its link's token. */
export async function makeInvitation(input: {
  resourceId: string
  principalId: string
  invitedById: string
  createdAt: Date
  expiresAt: Date
}) {
  const made = await db().invitation.create({ data: { ...input, tokenHash: hashToken(newToken()) } })
  const token = linkToken('invitation', made.id)
  await db().invitation.update({ where: { id: made.id }, data: { tokenHash: hashToken(token) } })
  return { ...made, token }
}

/** Moves the clock of the whole process. Real time comes back after each test. */
export const setClock = (at: Date) => vi.useFakeTimers({ toFake: ['Date'], now: at })

/** The name of the error that a promise ends in, or `done`. */
export const outcomeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.name,
  )

/** Lets everybody ask and try again, where a test is about something else. */
export async function forgetBudgets() {
  await db().budget.deleteMany()
  await db().tally.deleteMany()
  await db().signInAttempt.updateMany({ data: { tries: 0 } })
}

export const countEvents = (type: string) => db().auditEvent.count({ where: { type: { startsWith: type } } })

/** A share link with its token. */
export async function makeShareLink(input: {
  resourceId: string
  createdById: string
  audience: 'invited' | 'domains' | 'anyone'
  domains?: string[]
  createdAt?: Date
  endsAt?: Date
  maxPeople?: number
}) {
  const made = await db().shareLink.create({
    data: { role: 'view', createdAt: after(now(), -SECOND), ...input, tokenHash: hashToken(newToken()) },
  })
  const token = linkToken('share-link', made.id)
  await db().shareLink.update({ where: { id: made.id }, data: { tokenHash: hashToken(token) } })
  return { ...made, token }
}
