import { stringify } from 'csv-stringify/sync'
import { domainOf } from '../../principal'
import { csvCell } from '../../csv-cell'
import type { ResultItem } from './result-items'
import { answerInWords, type Done, doneInWords, doneOf, outcomeInWords } from './result-words'
import type { ReviewAnswer } from '../settings'

/** The round that every row of a download names. */
export type RoundOfResults = { review: string; number: number; appliedAt: Date | null }

type Cell = string | number | Date | null

/** After the columns of Entra's history report. */
const columns: Record<string, (item: ResultItem, round: RoundOfResults) => Cell> = {
  Review: (_, { review }) => review,
  Round: (_, { number }) => number,
  Person: ({ name }) => name,
  Address: ({ address }) => address,
  Domain: ({ address }) => domainOf(address),
  Resource: ({ title }) => title,
  Kind: ({ kind, resourceId }) => (kind ? kinds[kind] : resourceId ? null : 'Guest'),
  Role: ({ role }) => role && roles[role],
  Since: ({ grantedAt }) => grantedAt,
  Until: ({ endsAt }) => endsAt,
  'Invited by': ({ inviter }) => inviter,
  'Last opened': ({ lastOpenedAt }) => lastOpenedAt,
  Recommendation: ({ recommendation }) => inWords(recommendation),
  Answer: ({ answer }) => inWords(answer),
  Reason: ({ reason }) => reason,
  Reviewer: ({ reviewer }) => reviewer,
  'Answered at': ({ answeredAt }) => answeredAt,
  'Second answer': ({ secondAnswer }) => inWords(secondAnswer),
  'Second reviewer': ({ secondReviewer }) => secondReviewer,
  Outcome: ({ outcome }) => outcomeInWords(outcome),
  Result: (item, round) => done(doneOf(item, round)),
  'Result at': (item, { appliedAt }) => item.resultAt ?? appliedAt,
  'Result reason': ({ resultReason }) => resultReason,
}

const kinds = { link: 'Link', file: 'File', page: 'Page' }
const roles = { view: 'Can view', download: 'Can download' }
const inWords = (answer: ReviewAnswer | null) => answer && answerInWords[answer]
const done = (result: Done) => result && doneInWords[result]

/** The byte order mark, by which spreadsheets know UTF-8, and the names of the columns. */
export const csvHead = () => stringify([Object.keys(columns)], { bom: true, record_delimiter: 'windows' })

/** Items as lines of CSV (RFC 4180) that no spreadsheet takes for formulas. Times are ISO 8601 in UTC. */
export const resultsAsCsv = (items: readonly ResultItem[], round: RoundOfResults) =>
  stringify(items.map((item) => Object.values(columns).map((cell) => asText(cell(item, round)))), { record_delimiter: 'windows' })

const asText = (cell: Cell) => (cell instanceof Date ? cell.toISOString() : cell === null ? '' : csvCell(String(cell)))
