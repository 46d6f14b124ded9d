import { stringify } from 'csv-stringify/sync'
import { csvCell } from './csv-cell'

export type CsvCell = string | number | Date | null

// By itself a line feed alone is left unquoted where lines end with CR LF, and spreadsheets end the row there.
const form = { record_delimiter: 'windows', quoted_match: /[\r\n]/ } as const

/** The byte order mark, by which spreadsheets know UTF-8, and the names of the columns. */
export const csvHead = (columns: readonly string[]) => stringify([columns], { ...form, bom: true })

/** Rows as lines of CSV (RFC 4180) that no spreadsheet takes for formulas. Times are ISO 8601 in UTC. */
export const csvLines = (rows: readonly (readonly CsvCell[])[]) =>
  stringify(
    rows.map((cells) => cells.map(asText)),
    form,
  )

const asText = (cell: CsvCell) =>
  cell instanceof Date ? cell.toISOString() : cell === null ? '' : csvCell(String(cell))
