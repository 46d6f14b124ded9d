import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { type CsvCell, csvHead, csvLines } from '../../csv'
import { db } from '../../db/client'
import { transaction } from '../../db/transaction'
import { type Caller, domainOf } from '../../principal'
import { findTerms } from '../find-terms'
import type { GetTerms } from './get-terms'
import { type AcceptanceRow, findAcceptances } from './list-acceptances.sql'
import { asFileName } from '../../unseen'

/** Rows held in memory at a time. */
const BATCH = 5000

const columns: Record<string, (row: AcceptanceRow) => CsvCell> = {
  Document: ({ document }) => document,
  Version: ({ number }) => number,
  Language: ({ language }) => language,
  Person: ({ name }) => name,
  Address: ({ address }) => address,
  Domain: ({ address }) => domainOf(address),
  Kind: ({ kind }) => (kind === 'guest' ? 'Guest' : 'Member'),
  Answer: ({ accepted }) => (accepted ? 'Accepted' : 'Declined'),
  At: ({ at }) => at,
  'Network address': ({ networkAddress }) => networkAddress,
  'SHA-256 of the text': ({ sha256 }) => sha256,
}

/** Who accepted or declined a document and when, oldest first, as CSV that no spreadsheet takes for formulas. Throws `NotFound`. */
export async function downloadAcceptances(caller: Caller, { documentId }: GetTerms, batch = BATCH) {
  authorize(caller, 'terms.read')
  const { id, name } = await findTerms(db(), documentId)
  await transaction((tx) =>
    recordAuditEvent(tx, caller, 'terms.downloaded', { detail: { documentId: id, terms: name } }),
  )
  return { fileName: `${asFileName(name)}, acceptances.csv`, parts: asCsv(id, batch) }
}

async function* asCsv(documentId: string, batch: number) {
  yield csvHead(Object.keys(columns))
  for (let last: AcceptanceRow | null = null; ;) {
    const rows: AcceptanceRow[] = await findAcceptances({ documentId, sort: 'oldest', past: last }, batch)
    if (rows.length === 0) return
    yield csvLines(rows.map((row) => Object.values(columns).map((cell) => cell(row))))
    last = rows.at(-1)!
  }
}
