import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { crc32 } from 'node:zlib'
import type { Client } from 'pg'
import { DAY, after, now } from '../lib/clock'
import { placeOf } from '../lib/files/place'

const SHARERS = 20
export const GRANTS = 1000

export const addressOf = (group: string, n: number) => `${group}-${n}@contoso.example`

/** What every part stands on: members, what they share, and a reader who holds all of it. */
export async function seedReader(client: Client) {
  await seedResources(client, GRANTS)
  await seedGuests(client, 'reader', { people: 1, grantsEach: GRANTS })
}

/** Members who share, and as many links and pages of theirs as asked for. */
export async function seedResources(client: Client, count: number) {
  const at = now()
  await client.query(
    `INSERT INTO "Principal" (id, kind, address, name, "createdAt", "provenAt")
     SELECT uuidv7(), 'member', 'sharer-' || n || '@woodgrove.example', 'Sharer ' || n, $2, $2 FROM generate_series(1, $1::int) n`,
    [SHARERS, at],
  )
  await client.query(
    `WITH sharer AS (SELECT id, row_number() OVER () - 1 AS nth FROM "Principal" WHERE address LIKE 'sharer-%')
     INSERT INTO "Resource" (id, kind, title, url, body, "sharedById", "createdAt")
     SELECT uuidv7(), (ARRAY['link', 'page'])[1 + n % 2]::"ResourceKind", 'Quarterly report, part ' || n,
       CASE WHEN n % 2 = 0 THEN 'https://files.woodgrove.example/' || n END, CASE WHEN n % 2 = 1 THEN '# Part ' || n END,
       sharer.id, $2::timestamptz - n * interval '1 minute'
     FROM generate_series(1, $1::int) n JOIN sharer ON sharer.nth = n % $3`,
    [count, at, SHARERS],
  )
}

/** Guests who have accepted the privacy statement, each with a grant of as many of those resources as asked for. */
export async function seedGuests(
  client: Client,
  group: string,
  { people, grantsEach }: { people: number; grantsEach: number },
) {
  const at = now()
  await client.query(
    `INSERT INTO "Principal" (id, kind, address, name, "createdAt", "provenAt")
     SELECT uuidv7(), 'guest', $1::text || '-' || n || '@contoso.example', 'Guest ' || n, $3, $3 FROM generate_series(1, $2::int) n`,
    [group, people, at],
  )
  await client.query(
    `INSERT INTO "Guest" ("principalId", "sponsorId", "invitedAt", "privacyAcceptedAt", "privacyVersion")
     SELECT p.id, (SELECT id FROM "Principal" WHERE address = 'sharer-1@woodgrove.example'), $2, $2, (SELECT "privacyVersion" FROM "Organization")
     FROM "Principal" p WHERE p.address LIKE $1::text || '-%'`,
    [group, at],
  )
  await client.query(
    `INSERT INTO "Grant" (id, "resourceId", "principalId", role, "grantedAt", "grantedById", "endsAt")
     SELECT uuidv7(), r.id, p.id, 'download', r."createdAt", r."sharedById", $3
     FROM "Principal" p, (SELECT * FROM "Resource" WHERE "fileId" IS NULL ORDER BY "createdAt" DESC LIMIT $2) r
     WHERE p.address LIKE $1::text || '-%'`,
    [group, grantsEach, after(at, 90 * DAY)],
  )
  await client.query('VACUUM ANALYZE')
}

/** Takes the grants of a group away again, and the room they took. */
export async function unseedGrants(client: Client, group: string) {
  await client.query(
    `DELETE FROM "Grant" WHERE "principalId" IN (SELECT id FROM "Principal" WHERE address LIKE $1::text || '-%')`,
    [group],
  )
  await client.query('VACUUM FULL ANALYZE "Grant"')
}

/** A space with files of random bytes in it, from which a guest may download. */
export async function seedSpace(client: Client, address: string, { files, size }: { files: number; size: number }) {
  const at = now()
  const { rows } = await client.query<{ id: string }>(
    `WITH space AS (
       INSERT INTO "Resource" (id, kind, title, "sharedById", "createdAt")
       SELECT uuidv7(), 'space', 'Archive', id, $2 FROM "Principal" WHERE address = 'sharer-1@woodgrove.example' RETURNING id, "sharedById"
     )
     INSERT INTO "Grant" (id, "resourceId", "principalId", role, "grantedAt", "grantedById")
     SELECT uuidv7(), space.id, p.id, 'download', $2, space."sharedById" FROM space, "Principal" p WHERE p.address = $1
     RETURNING "resourceId" AS id`,
    [address, at],
  )
  const spaceId = rows[0]!.id
  for (let n = 1; n <= files; n++) {
    const [fileId, bytes] = [randomUUID(), randomBytes(size)]
    mkdirSync(path.dirname(placeOf(fileId)), { recursive: true })
    writeFileSync(placeOf(fileId), bytes)
    await client.query(
      `WITH file AS (
         INSERT INTO "StoredFile" (id, name, "mediaType", size, sha256, crc32, "uploadedById", "startedAt", "storedAt")
         SELECT $1, $2, 'application/zip', $3, $4, $5, "sharedById", $6, $6 FROM "Resource" WHERE id = $7 RETURNING id
       )
       INSERT INTO "Resource" (id, kind, title, "fileId", "sharedById", "addedById", "spaceId", "createdAt")
       SELECT uuidv7(), 'file', $2, file.id, s."sharedById", s."sharedById", s.id, $6 FROM file, "Resource" s WHERE s.id = $7`,
      [fileId, `Part ${n}.zip`, size, createHash('sha256').update(bytes).digest(), crc32(bytes), at, spaceId],
    )
  }
  await client.query('VACUUM ANALYZE')
  return spaceId
}

/** A stored file of random bytes, shared with a guest; its place on the disk is where the product keeps it. */
export async function seedFile(client: Client, address: string, size: number) {
  const at = now()
  const fileId = randomUUID()
  const place = placeOf(fileId)
  const bytes = randomBytes(size)
  mkdirSync(path.dirname(place), { recursive: true })
  writeFileSync(place, bytes)
  const { rows } = await client.query<{ id: string }>(
    `WITH sharer AS (SELECT id FROM "Principal" WHERE address = 'sharer-1@woodgrove.example'),
     file AS (
       INSERT INTO "StoredFile" (id, name, "mediaType", size, sha256, "uploadedById", "startedAt", "storedAt")
       SELECT $1, 'annual report.zip', 'application/zip', $2, $3, id, $4, $4 FROM sharer RETURNING id
     ), resource AS (
       INSERT INTO "Resource" (id, kind, title, "fileId", "sharedById", "createdAt")
       SELECT uuidv7(), 'file', 'Annual report', file.id, sharer.id, $4 FROM sharer, file RETURNING id, "sharedById"
     )
     INSERT INTO "Grant" (id, "resourceId", "principalId", role, "grantedAt", "grantedById")
     SELECT uuidv7(), resource.id, p.id, 'download', $4, resource."sharedById" FROM resource, "Principal" p WHERE p.address = $5
     RETURNING "resourceId" AS id`,
    [fileId, size, createHash('sha256').update(bytes).digest(), at, address],
  )
  return { place, resourceId: rows[0]!.id }
}
