import type { Client } from 'pg'
import { after, DAY, now } from '../lib/clock'
import type { ReviewSettings } from '../lib/reviews/rounds/settings'

export const SHARERS = 20
export const GRANTS_EACH = 10

/** A resource for so many guests, so that each is shared with some dozens, or hundreds where there are many guests. */
const GUESTS_A_RESOURCE = { few: 5, many: 50 }

export const administrator = 'adele@woodgrove.example'
export const sharer = (n: number) => `sharer-${n}@woodgrove.example`
export const guest = (n: number) => `guest-${n}@contoso.example`

/**
 * Takes away everybody and everything there is, but for the organization and what of the trail refers to nobody by a key.
 * Does so as a replica, since the trail refuses even its owner.
 */
export async function emptyAll(client: Client) {
  await client.query('SET session_replication_role = replica')
  await client.query('TRUNCATE "Principal", "ReviewItem", "ReviewSeat", "Mail" CASCADE')
  await client.query('RESET session_replication_role')
}

/**
 * An administrator, 20 members who share, and guests with 10 grants each, each of another sharer. Seven tenths have
 * been opened in the last half year; of what was opened in the last 30 days the trail tells.
 */
export async function seedAccess(client: Client, guests: number) {
  const at = now()
  // As the same rows would come from the product, less the million look-ups that they point to something.
  await client.query(`SET session_replication_role = replica`)
  await client.query(
    `INSERT INTO "Principal" (id, kind, address, name, "createdAt", "provenAt")
     SELECT uuidv7(), 'member'::"PrincipalKind", $1, 'Adele', $3::timestamptz, $3::timestamptz
     UNION ALL SELECT uuidv7(), 'member', 'sharer-' || n || '@woodgrove.example', 'Sharer ' || n, $3, $3 FROM generate_series(0, $2::int - 1) n`,
    [administrator, SHARERS, at],
  )
  await client.query(
    `INSERT INTO "Administrator" ("principalId", role, "appointedAt") SELECT id, 'administrator', $2 FROM "Principal" WHERE address = $1`,
    [administrator, at],
  )
  await client.query(
    `INSERT INTO "Principal" (id, kind, address, name, "createdAt", "provenAt")
     SELECT uuidv7(), 'guest', 'guest-' || n || '@contoso.example', 'Guest ' || n, $2, $2 FROM generate_series(1, $1::int) n`,
    [guests, at],
  )
  await client.query(
    `INSERT INTO "Guest" ("principalId", "sponsorId", "invitedAt", "privacyAcceptedAt", "privacyVersion")
     SELECT p.id, (SELECT id FROM "Principal" WHERE address = $1), $2, $2, (SELECT "privacyVersion" FROM "Organization") FROM "Principal" p WHERE p.kind = 'guest'`,
    [sharer(1), after(at, -200 * DAY)],
  )
  const resources = Math.max(SHARERS, guests / (guests > 1000 ? GUESTS_A_RESOURCE.many : GUESTS_A_RESOURCE.few))
  await client.query(
    `INSERT INTO "Resource" (id, kind, title, body, "sharedById", "createdAt")
     SELECT uuidv7(), 'page', 'Quarterly report, part ' || n, '# Part ' || n, s.id, $2
     FROM generate_series(0, $1::int - 1) n JOIN "Principal" s ON s.address = 'sharer-' || n % $3 || '@woodgrove.example'`,
    [resources, after(at, -200 * DAY), SHARERS],
  )
  await client.query(
    `WITH r AS MATERIALIZED (SELECT id, "sharedById", substring(title FROM '\\d+$')::int AS n FROM "Resource"),
       p AS MATERIALIZED (SELECT id, substring(name FROM '\\d+$')::int AS n FROM "Principal" WHERE kind = 'guest')
     INSERT INTO "Grant" (id, "resourceId", "principalId", role, "grantedAt", "grantedById", "firstOpenedAt", "lastOpenedAt", "openCount")
     SELECT uuidv7(), r.id, p.id, 'view', $1::timestamptz - interval '190 days', r."sharedById", opened.at, opened.at, opened.is::int
     FROM p CROSS JOIN generate_series(0, $2::int - 1) k JOIN r ON r.n = (p.n * 7 + k * 101) % $3
       CROSS JOIN LATERAL (SELECT (p.n * 31 + k * 17) % 10 < 7 AS is) is_opened
       CROSS JOIN LATERAL (SELECT is_opened.is, CASE WHEN is_opened.is THEN $1::timestamptz - (1 + (p.n * 13 + k * 29) % 180) * interval '1 day' END AS at) opened
     ORDER BY p.n, k`,
    [at, GRANTS_EACH, resources],
  )
  await client.query(
    `INSERT INTO "AuditEvent" (id, at, type, "callerKind", "callerId", "principalId", "resourceId")
     SELECT uuidv7(), g."lastOpenedAt", 'resource.opened', 'guest', g."principalId", g."principalId", g."resourceId" FROM "Grant" g WHERE g."lastOpenedAt" > $1`,
    [after(at, -30 * DAY)],
  )
  await client.query('RESET session_replication_role')
  await client.query('VACUUM ANALYZE')
}

/** A review of every grant by its sharer, due now. Resolves to its id. */
export async function setUpReview(client: Client) {
  const at = now()
  const settings: ReviewSettings = {
    subject: 'grant',
    scope: { guestIds: null, domains: [], sponsorIds: [], resourceIds: null, inactiveDays: null },
    stages: [{ reviewers: 'sharers', memberIds: [], fallbackIds: [], days: 7, movesOn: [] }],
    frequency: 'once',
    startsOn: at.toISOString().slice(0, 10),
    startsAt: '00:00',
    endsOn: null,
    rounds: null,
    justify: { approve: false, deny: false },
    recommendations: true,
    lookBackDays: 30,
    ifUnanswered: 'keep',
    autoApply: true,
    endWhenAnswered: false,
    secondReviewer: false,
    remind: true,
    message: null,
    toldIds: [],
  }
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO "AccessReview" (id, name, settings, "nextRoundAt", "createdAt", "createdById")
     SELECT uuidv7(), 'Every guest', $1, $2, $2, id FROM "Principal" WHERE address = $3 RETURNING id`,
    [JSON.stringify(settings), at, administrator],
  )
  return rows[0]!.id
}

/** Denies everything that every tenth guest has, as their sharers would. Resolves to how many items that are. */
export async function denyTenth(client: Client, roundId: string) {
  const { rowCount } = await client.query(
    `WITH denied AS (
       UPDATE "ReviewItem" i SET outcome = 'deny' FROM "Principal" p
       WHERE i."roundId" = $1 AND p.id = i."principalId" AND p.name LIKE '%5' RETURNING i.id, i."grantedById"
     ) UPDATE "ReviewSeat" s SET answer = 'deny', "answeredAt" = $2, "answeredById" = d."grantedById" FROM denied d WHERE s."itemId" = d.id`,
    [roundId, now()],
  )
  await client.query(
    `UPDATE "ReviewRound" SET ("approvedCount", "deniedCount", "dontKnowCount") = (
       SELECT count(*) FILTER (WHERE outcome = 'approve'), count(*) FILTER (WHERE outcome = 'deny'), count(*) FILTER (WHERE outcome = 'dont_know')
       FROM "ReviewItem" WHERE "roundId" = $1) WHERE id = $1`,
    [roundId],
  )
  return rowCount!
}
