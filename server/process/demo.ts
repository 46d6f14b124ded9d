import type { Settings } from '@/lib/env'
import { CannotStart } from './cannot-start'

/** Fills an empty installation for `npm run demo`. Answers how to sign in as each of its people. */
export async function fillDemo({ transport, publicUrl }: Settings): Promise<string> {
  if (transport !== 'local')
    throw new CannotStart(
      'The people of the demo have no mailboxes: start it without RESEND_API_KEY and SMTP_URL, then their codes appear at /mailbox.',
    )
  const { seed } = await import('@/prisma/seed')
  const people = await seed()
  if (!people)
    throw new CannotStart(
      'The demo fills an empty installation, and this one is in use: `npm start` serves it. For the demo choose a new folder: DATA_DIR=./data/demo npm run demo',
    )
  const rows = people.map(({ address, name, part }) => `          ${address.padEnd(26)} ${name}, ${part}`)
  return [
    `  demo    sign in at ${publicUrl}/sign-in as one of these; the code appears at ${publicUrl}/mailbox`,
    ...rows,
  ].join('\n')
}
