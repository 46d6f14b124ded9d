import type { Client } from 'pg'
import { parseDomain } from '../../lib/address'
import { addChecksOf } from './row-checks'

type Step = (client: Pick<Client, 'query'>) => Promise<void>

/** What a migration does that SQL can't say, after its SQL and in its transaction; by the name of the migration. */
export const migrationSteps: Record<string, Step> = {
  '20261128203300_policies_know_browsers_domains_and_reviews': canonicalDomains,
  '20261129195000_rows_fit': addChecksOf('20261129195000_rows_fit'),
}

/** Where lists of mail domains are kept: how one is read as JSON, and written from `$2`. */
const lists = [
  inSettings('Policy', '{who,domains}'),
  inSettings('Policy', '{who,except,domains}'),
  inSettings('AccessReview', '{scope,domains}'),
  inSettings('ReviewRound', '{scope,domains}'),
  inColumn('Organization', 'memberDomains'),
  inColumn('ShareLink', 'domains'),
]

function inSettings(table: string, path: string) {
  return { table, read: `settings #> '${path}'`, write: `settings = jsonb_set(settings, '${path}', $2::jsonb)` }
}

function inColumn(table: string, column: string) {
  return {
    table,
    read: `to_jsonb("${column}")`,
    write: `"${column}" = ARRAY(SELECT jsonb_array_elements_text($2::jsonb))`,
  }
}

/** Writes every mail domain in its one spelling. One that can't be read stays as it is, for an administrator to see. */
async function canonicalDomains(client: Pick<Client, 'query'>) {
  for (const { table, read, write } of lists) {
    const { rows } = await client.query<{ id: unknown; domains: unknown[] }>(
      `SELECT id, ${read} AS domains FROM "${table}" WHERE jsonb_typeof(${read}) = 'array' AND ${read} <> '[]'`,
    )
    for (const { id, domains } of rows) {
      const written = JSON.stringify([...new Set(domains.map(spelledOnce))])
      if (written !== JSON.stringify(domains))
        await client.query(`UPDATE "${table}" SET ${write} WHERE id = $1`, [id, written])
    }
  }
}

const spelledOnce = (domain: unknown) => (typeof domain === 'string' ? (parseDomain(domain) ?? domain) : domain)
