import { Agent } from 'node:http'
import { type BetterAuth, seatPeople, signInByForms, signInByJson } from './baseline'
import { type Foyer, signIn } from './foyer'
import { measure, type Plan, run } from './load'
import type { MailSink } from './mail-sink'
import { addressOf, seedGuests } from './seed'
import { fetchForms, signInByTwoForms } from './two-forms'

/** Everybody signs in once, so that no budget is ever spent. */
export const PEOPLE = 40_000
const GROUP = 'one'

/**
 * Complete sign-ins: code asked for, mail read from the sink, code verified, first page. Compared by CPU: a code leaves
 * 0.3 to 0.7 s after it was asked for, on purpose, so the rate says how long that is and nothing of the work.
 */
export async function measureSignIns(foyer: Foyer, baseline: BetterAuth, sink: MailSink, plan: Omit<Plan, 'atOnce'>) {
  const client = await foyer.connect()
  await seedGuests(client, GROUP, { people: PEOPLE, grantsEach: 1 })
  await client.end()
  await seatPeople(baseline.databaseUrl, PEOPLE)
  const agents = [new Agent({ keepAlive: true }), new Agent({ keepAlive: true })] as const
  const [ours, theirs] = [everyone(), everyone()]
  const { database } = foyer
  const sites = [foyer, baseline].map(({ origin }, at) => ({ origin, agent: agents[at]!, sink }))
  const [ourForms, theirForms] = await Promise.all([fetchForms(sites[0]!, ours()), fetchForms(sites[1]!, theirs())])
  const subjects = [
    {
      name: 'foyer',
      once: async () => void (await signIn(foyer.origin, agents[0], sink, ours())),
      cpu: foyer.cpu,
      database,
    },
    {
      name: 'forms',
      once: async () => void (await signInByForms(baseline.origin, agents[1], sink, theirs())),
      cpu: baseline.cpu,
      database,
    },
    {
      name: 'json',
      once: async () => void (await signInByJson(baseline.origin, agents[1], sink, theirs())),
      cpu: baseline.cpu,
      database,
    },
    {
      name: 'foyer, two forms',
      once: () => signInByTwoForms(sites[0]!, ourForms, ours()),
      cpu: foyer.cpu,
      database,
    },
    {
      name: 'forms, two forms',
      once: () => signInByTwoForms(sites[1]!, theirForms, theirs()),
      cpu: baseline.cpu,
      database,
    },
  ]
  for (const subject of subjects) await run(subject, { atOnce: 8, seconds: 5 })
  const eight = await measure(subjects, { ...plan, atOnce: 8 }, 'cpu')
  const many = await measure(subjects, { ...plan, atOnce: 32 }, 'cpu')
  for (const agent of agents) agent.destroy()
  return { eight, many }
}

function everyone() {
  let last = 0
  return () => {
    if (++last > PEOPLE) throw new Error(`More than ${PEOPLE} sign-ins: seat more people`)
    return addressOf(GROUP, last)
  }
}
