import { Agent } from 'node:http'
import { type BetterAuth, seatPeople, signInByForms, signInByJson } from './baseline'
import { type Foyer, signIn } from './foyer'
import { measure, type Plan, run } from './load'
import type { MailSink } from './mail-sink'
import { addressOf, seedGuests } from './seed'

/** Everybody signs in once, so that no budget is ever spent. */
export const PEOPLE = 40_000
const GROUP = 'one'

/** Complete sign-ins a second: code asked for, mail read from the sink, code verified, first page. */
export async function measureSignIns(foyer: Foyer, baseline: BetterAuth, sink: MailSink, plan: Omit<Plan, 'atOnce'>) {
  const client = await foyer.connect()
  await seedGuests(client, GROUP, { people: PEOPLE, grantsEach: 1 })
  await client.end()
  await seatPeople(baseline.databaseUrl, PEOPLE)
  const agents = [new Agent({ keepAlive: true }), new Agent({ keepAlive: true })] as const
  const [ours, theirs] = [everyone(), everyone()]
  const subjects = [
    { name: 'foyer', once: async () => void (await signIn(foyer.origin, agents[0], sink, ours())), cpu: foyer.cpu },
    { name: 'forms', once: async () => void (await signInByForms(baseline.origin, agents[1], sink, theirs())), cpu: baseline.cpu },
    { name: 'json', once: async () => void (await signInByJson(baseline.origin, agents[1], sink, theirs())), cpu: baseline.cpu },
  ]
  for (const subject of subjects) await run(subject, { atOnce: 8, seconds: 5 })
  const one = await measure(subjects, { ...plan, atOnce: 1 })
  const eight = await measure(subjects, { ...plan, atOnce: 8 })
  for (const agent of agents) agent.destroy()
  return { one, eight }
}

function everyone() {
  let last = 0
  return () => {
    if (++last > PEOPLE) throw new Error(`More than ${PEOPLE} sign-ins: seat more people`)
    return addressOf(GROUP, last)
  }
}
