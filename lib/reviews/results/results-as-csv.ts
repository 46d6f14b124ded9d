import { domainOf } from '../../principal'
import { type CsvCell, csvHead, csvLines } from '../../csv'
import type { ResultItem } from './result-items'
import { stampOf } from '../../wall-clock'
import { answerInWords, doneInWords, doneOf, outcomeInWords, reasonInWords } from './result-words'
import type { ReviewAnswer } from '../rounds/settings'
import { roleInWords } from '../../role'

/** The round that every row of a download names. */
export type RoundOfResults = {
  review: string
  number: number
  appliedAt: Date | null
  /** By whose clocks access ends. */ timeZone: string
}

/** After the columns of Entra's history report. */
const columns: Record<string, (item: ResultItem, round: RoundOfResults) => CsvCell> = {
  Review: (_, { review }) => review,
  Round: (_, { number }) => number,
  Person: ({ name }) => name,
  Address: ({ address }) => address,
  Domain: ({ address }) => domainOf(address),
  Resource: ({ title }) => title,
  Kind: ({ kind, resourceId }) => (kind ? kinds[kind] : resourceId ? null : 'Guest'),
  Role: ({ role }) => role && roleInWords[role],
  Since: ({ grantedAt }) => grantedAt,
  Until: ({ endsAt }, { timeZone }) => endsAt && stampOf(endsAt, timeZone),
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
  Result: (item, round) => doneInWords(doneOf(item, round), item),
  'Result at': (item, { appliedAt }) => item.resultAt ?? appliedAt,
  'Result reason': reasonInWords,
}

const kinds = { link: 'Link', file: 'File', page: 'Page', space: 'Space' }
const inWords = (answer: ReviewAnswer | null) => answer && answerInWords[answer]

/** The first line: the names of the columns. */
export const resultsHead = () => csvHead(Object.keys(columns))

/** Items as lines of CSV. */
export const resultsAsCsv = (items: readonly ResultItem[], round: RoundOfResults) =>
  csvLines(items.map((item) => Object.values(columns).map((cell) => cell(item, round))))
