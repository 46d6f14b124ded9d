import { Agent } from 'node:http'
import { type Foyer, signIn } from './foyer'
import { measure, type Plan, run } from './load'
import type { MailSink } from './mail-sink'
import { addressOf, GRANTS, seedGuests, unseedGrants } from './seed'
import { expectPage, type Visitor } from './visitor'

const OTHERS = 100

/** Grants of a guest as most are. */
export const FEW = 20

/**
 * The inboxes of guests with 1,000 grants and with 20 beside the empty page of the same build; then with 100,000 grants of
 * others in the database, and once more without them, so that a machine that drifts is seen to.
 */
export async function measureInbox(foyer: Foyer, sink: MailSink, plan: Plan) {
  const client = await foyer.connect()
  const agent = new Agent({ keepAlive: true })
  const reader = await signIn(foyer.origin, agent, sink, addressOf('reader', 1))
  await seedGuests(client, 'usual', { people: 1, grantsEach: FEW })
  const usual = await signIn(foyer.origin, agent, sink, addressOf('usual', 1))
  const subjects = [
    subject('inbox', foyer, reader, '/shared-with-me', 'Quarterly report, part'),
    subject('few', foyer, usual, '/shared-with-me', 'Quarterly report, part'),
    subject('empty', foyer, reader, '/empty-page', 'Nothing here'),
  ]
  for (const each of subjects) await run(each, { ...plan, seconds: 5 })
  const alone = await measure(subjects, plan)
  await seedGuests(client, 'other', { people: OTHERS, grantsEach: GRANTS })
  const among = await measure(subjects, plan)
  await unseedGrants(client, 'other')
  const again = await measure(subjects, plan)
  agent.destroy()
  await client.end()
  return { alone, among, again }
}

const subject = (name: string, foyer: Foyer, reader: Visitor, path: string, text: string) => ({
  name,
  once: async () => void expectPage(await reader.get(path), text),
  cpu: foyer.cpu,
})
