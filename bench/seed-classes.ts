import type { Client } from 'pg'
import { after, DAY, now } from '../lib/clock'
import { seedResources } from './seed'

/** As an address may stand here. A former guest has nothing open any longer; `invited` has an open invitation alone. */
export const classes = ['stranger', 'member', 'guest', 'invited', 'former', 'blocked', 'removed', 'domain'] as const
export type Class = (typeof classes)[number]

export const addressOf = (kind: Class, n: number) =>
  `${kind}-${n}@${kind === 'domain' ? 'litware.example' : 'contoso.example'}`

/** Open invitations of others beside those of the class. */
const INVITATIONS = 100_000

const kinds: { name: Class | 'other'; kind: 'member' | 'guest'; column?: '"blockedAt"' | '"removedAt"' }[] = [
  { name: 'member', kind: 'member' },
  { name: 'guest', kind: 'guest' },
  { name: 'invited', kind: 'guest' },
  { name: 'former', kind: 'guest' },
  { name: 'blocked', kind: 'member', column: '"blockedAt"' },
  { name: 'removed', kind: 'member', column: '"removedAt"' },
]

/** `count` addresses of each class: one a sample, so that no budget is in the way. */
export async function seedClasses(client: Client, count: number) {
  await seedResources(client, 100)
  for (const one of kinds) await seat(client, one, count)
  await seat(client, { name: 'other', kind: 'guest' }, INVITATIONS)
  await client.query(
    `INSERT INTO "Grant" (id, "resourceId", "principalId", role, "grantedAt", "grantedById")
     SELECT gen_random_uuid(), r.id, p.id, 'view', $1, r."sharedById" FROM "Principal" p, (SELECT * FROM "Resource" LIMIT 3) r WHERE p.address LIKE 'guest-%'`,
    [now()],
  )
  await client.query(
    `INSERT INTO "Invitation" (id, "tokenHash", "resourceId", "principalId", "invitedById", "createdAt", "expiresAt")
     SELECT gen_random_uuid(), decode(md5(p.id::text), 'hex'), r.id, p.id, r."sharedById", $1, $2
     FROM "Principal" p, (SELECT * FROM "Resource" LIMIT 1) r WHERE p.address LIKE 'invited-%' OR p.address LIKE 'other-%'`,
    [now(), after(now(), 30 * DAY)],
  )
  await client.query(`UPDATE "Organization" SET "memberDomains" = '{litware.example}'`)
  await client.query('VACUUM ANALYZE')
}

const seat = (client: Client, { name, kind, column }: (typeof kinds)[number], count: number) =>
  client.query(
    `INSERT INTO "Principal" (id, kind, address, "createdAt" ${column ? `, ${column}` : ''})
     SELECT gen_random_uuid(), $1::"PrincipalKind", $2::text || '-' || n || '@contoso.example', $4::timestamptz ${column ? ', $4' : ''} FROM generate_series(0, $3::int) n`,
    [kind, name, count, now()],
  )
