import { authorize } from '../access/authorize'
import { now } from '../clock'
import { type CsvCell, csvHead, csvLines } from '../csv'
import { db } from '../db/client'
import { transaction } from '../db/transaction'
import type { Caller } from '../principal'
import { AuditQuery, MOST_NAMED, readQuery } from './audit-query'
import { eventAsText } from './describe-event'
import { type AuditFilter, findAuditEvents, type FoundEvent } from './find-audit-events.sql'
import { kindInWords } from '../words/event-kinds'
import { recordAuditEvent } from './record-audit-event'

/** Events held in memory at a time. */
const BATCH = 2000

const columns: Record<string, (event: FoundEvent) => CsvCell> = {
  Time: ({ at }) => at,
  Kind: ({ type }) => kindInWords(type),
  'What happened': eventAsText,
  By: ({ callerAddress, callerKind }) => (callerKind === 'system' ? 'Foyer' : callerAddress),
  About: ({ principalAddress }) => principalAddress,
  Resource: ({ resourceTitle }) => resourceTitle,
  'Network address': ({ networkAddress }) => networkAddress,
  Browser: ({ userAgent }) => userAgent,
  Event: ({ id }) => id,
}

/**
 * Downloads the trail as it is filtered, for a spreadsheet. Records the download, then reads `batch` events at a time, as
 * `parts` are asked for.
 */
export async function downloadAuditEvents(
  caller: Caller,
  input: Partial<Record<keyof AuditQuery, unknown>> = {},
  batch = BATCH,
) {
  authorize(caller, 'audit.list')
  const { timeZone } = await db().organization.findFirstOrThrow({ select: { timeZone: true } })
  const { people, resources, ...filter } = await readQuery(
    AuditQuery.parse({ ...input, before: null, after: null }),
    timeZone,
  )
  await transaction((tx) => recordAuditEvent(tx, caller, 'trail.downloaded'))
  const cut = { ...filter, people: people?.slice(0, MOST_NAMED), resources: resources?.slice(0, MOST_NAMED) }
  return { fileName: `Audit ${now().toISOString().slice(0, 10)}.csv`, parts: asCsv(cut, batch) }
}

async function* asCsv(filter: AuditFilter, batch: number) {
  yield csvHead(Object.keys(columns))
  for (let before: FoundEvent | undefined; ;) {
    const events = await findAuditEvents({ ...filter, ...(before ? { before } : {}) }, batch)
    if (events.length === 0) return
    yield csvLines(events.map((event) => Object.values(columns).map((cell) => cell(event))))
    before = events.at(-1)
  }
}
