import { stringify } from 'csv-stringify/sync'
import { csvCell } from './csv-cell'

export type CsvCell = string | number | Date | null

/** The byte order mark, by which spreadsheets know UTF-8, and the names of the columns. */
export const csvHead = (columns: readonly string[]) => stringify([columns], { bom: true, record_delimiter: 'windows' })

/** Rows as lines of CSV (RFC 4180) that no spreadsheet takes for formulas. Times are ISO 8601 in UTC. */
export const csvLines = (rows: readonly (readonly CsvCell[])[]) => stringify(rows.map((cells) => cells.map(asText)), { record_delimiter: 'windows' })

const asText = (cell: CsvCell) => (cell instanceof Date ? cell.toISOString() : cell === null ? '' : csvCell(String(cell)))
