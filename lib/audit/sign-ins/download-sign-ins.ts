import { authorize } from '../../access/authorize'
import { now } from '../../clock'
import { type CsvCell, csvHead, csvLines } from '../../csv'
import { db } from '../../db/client'
import { transaction } from '../../db/transaction'
import { isPrivateAddress } from '../../network-address'
import type { Caller } from '../../principal'
import { recordAuditEvent } from '../record-audit-event'
import { findSignIns, type FoundSignIn, type SignInFilter } from './find-sign-ins.sql'
import { readSignInQuery, SignInQuery } from './sign-in-query'
import { resultInWords, strengthInWords } from '../../words/policy-answers'

/** Entries held in memory at a time. */
const BATCH = 2000

const columns: Record<string, (entry: FoundSignIn) => CsvCell> = {
  Time: ({ at }) => at,
  What: ({ kind }) => (kind === 'sign_in' ? 'Sign-in' : 'Access'),
  Outcome: ({ outcome }) => outcome,
  Reference: ({ reference }) => reference,
  Person: ({ name }) => name,
  Address: ({ address }) => address,
  Resource: ({ title }) => title,
  'Network address': ({ networkAddress }) => networkAddress,
  Country: ({ country, networkAddress }) =>
    country ?? (networkAddress && isPrivateAddress(networkAddress) ? 'Private network' : null),
  Browser: ({ browser }) => browser,
  'New browser': ({ newBrowser }) => (newBrowser ? 'yes' : 'no'),
  Method: ({ strength }) => strengthInWords[strength],
  Purpose: ({ purpose }) => purpose,
  Policies: ({ policies }) => policies.map((policy) => `${policy.name}: ${resultInWords(policy)}`).join('\n'),
}

/**
 * Downloads the sign-ins as they are filtered, for a spreadsheet. Records the download, then reads `batch` entries at a
 * time, as `parts` are asked for.
 */
export async function downloadSignIns(
  caller: Caller,
  input: Partial<Record<keyof SignInQuery, unknown>> = {},
  batch = BATCH,
) {
  authorize(caller, 'sign-in.list')
  const { timeZone } = await db().organization.findFirstOrThrow({ select: { timeZone: true } })
  const filter = await readSignInQuery(
    SignInQuery.parse({ ...input, sort: 'newest', before: null, after: null }),
    timeZone,
  )
  await transaction((tx) => recordAuditEvent(tx, caller, 'sign-ins.downloaded'))
  return { fileName: `Sign-ins ${now().toISOString().slice(0, 10)}.csv`, parts: asCsv(filter, batch) }
}

async function* asCsv(filter: SignInFilter, batch: number) {
  yield csvHead(Object.keys(columns))
  for (let before: FoundSignIn | undefined; ;) {
    const entries = await findSignIns({ ...filter, ...(before ? { before } : {}) }, batch)
    if (entries.length === 0) return
    yield csvLines(entries.map((entry) => Object.values(columns).map((cell) => cell(entry))))
    before = entries.at(-1)
  }
}
