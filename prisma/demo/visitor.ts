import { after, now, SECOND } from '../../lib/clock'
import { systemCaller, anonymousCaller, type Environment, type PersonCaller } from '../../lib/principal'
import { findCaller } from '../../lib/identity/find-caller'
import { newPasscode } from '../../lib/identity/passcode'
import type { PasscodeRequest } from '../../lib/identity/keep-code'
import { requestPasscode } from '../../lib/identity/request-passcode'
import { verifyPasscode } from '../../lib/identity/verify-passcode'
import { claimMail } from '../../lib/mail/outbox/claim-mail'
import { handOver } from '../../lib/mail/outbox/hand-over'
import { local } from '../../lib/mail/transports/local'

const agent = (system: string, browser: string) =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) ${browser}`

/** The browsers of the story. Addresses are of the networks kept for documentation (RFC 5737). */
export const browsers = {
  headOffice: {
    networkAddress: '198.51.100.24',
    userAgent: agent('Windows NT 10.0; Win64; x64', 'Chrome/142.0.0.0 Safari/537.36'),
  },
  branch: {
    networkAddress: '198.51.100.61',
    userAgent: agent('Windows NT 10.0; Win64; x64', 'Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0'),
  },
  contoso: {
    networkAddress: '203.0.113.7',
    userAgent: agent('Macintosh; Intel Mac OS X 10_15_7', 'Version/18.1 Safari/605.1.15'),
  },
  fabrikam: {
    networkAddress: '203.0.113.90',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  },
  phone: {
    networkAddress: '203.0.113.151',
    userAgent: agent('Linux; Android 15; Pixel 9', 'Chrome/142.0.0.0 Mobile Safari/537.36'),
  },
} satisfies Record<string, Environment>

/** Asks for a code, reads it from the mail and types it in, as anybody would. */
export const signIn = async (browser: Environment, address: string): Promise<PersonCaller> =>
  (await come(browser, address)).caller

/** The same by whatever way, with the token that the browser keeps. */
export async function come(browser: Environment, address: string, more: Partial<PasscodeRequest> = {}) {
  const caller = anonymousCaller(browser)
  const code = newPasscode()
  const { attemptSecret } = await requestPasscode(caller, { address, purpose: 'sign-in', code, ...more })
  await deliverMail()
  const proof = { code, attemptSecret, browserToken: null, sessionToken: null }
  return verifyPasscode(caller, proof)
}

/** Whom the browser's next request comes from: with what they accepted since. */
export async function nextRequest(
  browser: Environment,
  { sessionToken }: { sessionToken: string },
): Promise<PersonCaller> {
  const caller = await findCaller(browser, sessionToken)
  if (caller.kind !== 'person') throw new Error('The session is over.')
  return caller
}

/** Puts what is due into the local mailbox, with the time it is in the story. */
export async function deliverMail() {
  const { mails } = await claimMail(100, 100, after(now(), SECOND))
  for (const mail of mails) await handOver(systemCaller('deliver-mail'), mail, local())
}
