import { Agent } from 'node:http'
import type { Client } from 'pg'
import { disconnect } from '../lib/db/client'
import { type Foyer, signIn } from './foyer'
import type { MailSink } from './mail-sink'
import { median, type Page, timePages } from './page-times'
import { apply, decide, insertBare, startRound } from './review-steps'
import { administrator, emptyAll, guest, GRANTS_EACH, seedAccess, sharer } from './seed-reviews'

export type ReviewSize = { few: number; guests: number; selected: number; pages: number }

export type Reviewed = Awaited<ReturnType<typeof measureReviews>>

/**
 * Reviews over as many guests as asked for: the start, the pages, deciding, and applying. The pages beside the same over a
 * few, before and once more after, so that a machine that drifts is seen to.
 */
export async function measureReviews(foyer: Foyer, sink: MailSink, size: ReviewSize) {
  const agent = new Agent({ keepAlive: true })
  const client = await foyer.connect()
  const timed = (pages: Page[]) => timePages(pages, (rounds) => rounds < size.pages, { warmUp: 10 })
  try {
    await populate(client, size.few)
    const few = await timed(await pagesOf(foyer, agent, sink, (await startRound(client)).roundId))
    await populate(client, size.guests)
    const before = await insertBare(client)
    const { roundId, seconds } = await startRound(client)
    const bare = median([before, await insertBare(client), await insertBare(client)])
    const pages = await pagesOf(foyer, agent, sink, roundId)
    const many = await timed(pages)
    const deciding = await decide(client, roundId, size.selected)
    const meanwhile = pages.filter(({ name }) => name !== 'round')
    const idle = await timed(meanwhile)
    const applying = { idle, ...(await apply(client, roundId, meanwhile)) }
    await populate(client, size.few)
    const again = await timed(await pagesOf(foyer, agent, sink, (await startRound(client)).roundId))
    return { size, grants: size.guests * GRANTS_EACH, start: { seconds, bare }, few, many, again, deciding, applying }
  } finally {
    agent.destroy()
    await client.end()
    await disconnect()
  }
}

async function populate(client: Client, guests: number) {
  await emptyAll(client)
  await seedAccess(client, guests)
}

/** The pages of a guest who is not denied anything, of a reviewer, and of an administrator. */
async function pagesOf({ origin }: Foyer, agent: Agent, sink: MailSink, roundId: string): Promise<Page[]> {
  const [reader, reviewer, adele] = [
    await signIn(origin, agent, sink, guest(1)),
    await signIn(origin, agent, sink, sharer(1)),
    await signIn(origin, agent, sink, administrator),
  ]
  return [
    { name: 'empty', visitor: reader, path: '/empty-page', text: 'Nothing here' },
    { name: 'inbox', visitor: reader, path: '/shared-with-me', text: 'Quarterly report, part' },
    { name: 'reviews', visitor: reviewer, path: '/reviews', text: 'Every guest' },
    { name: 'reviewer', visitor: reviewer, path: `/reviews/${roundId}`, text: 'Quarterly report, part' },
    { name: 'dashboard', visitor: adele, path: '/admin/reviews', text: 'Every guest' },
    { name: 'round', visitor: adele, path: `/admin/reviews/rounds/${roundId}`, text: 'Quarterly report, part' },
  ]
}
