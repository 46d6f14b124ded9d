import type { Agent } from 'node:http'
import type { MailSink } from './mail-sink'
import { expectPage, type Form, formOf, Visitor } from './visitor'

type Site = { origin: string; agent: Agent; sink: MailSink }

/** The two forms of a sign-in as a site's pages have them. They hold nothing of the person, so everybody can send them. */
type TwoForms = { ask: Form; prove: Form }

/** Fetches the two pages of a sign-in once. */
export async function fetchForms({ origin, agent }: Site, address: string): Promise<TwoForms> {
  const visitor = new Visitor(origin, agent)
  const page = expectPage(await visitor.get('/sign-in'), 'Send code')
  const asked = expectPage(await visitor.submit(page, { Email: address }), 'Verify')
  return { ask: formOf(page, ['Email']), prove: formOf(asked, ['Code']) }
}

/** Signs a person in by the two forms alone: no page is fetched before, between or after them. */
export async function signInByTwoForms({ origin, agent, sink }: Site, { ask, prove }: TwoForms, address: string) {
  const visitor = new Visitor(origin, agent)
  expectMoved(await visitor.send(ask, { Email: address }))
  expectMoved(await visitor.send(prove, { Code: await sink.codeFor(address) }))
}

function expectMoved({ status, path, body }: { status: number; path: string; body: string }) {
  if (status !== 303) throw new Error(`${path}: wanted 303, got ${status} ${body.slice(0, 500)}`)
}
