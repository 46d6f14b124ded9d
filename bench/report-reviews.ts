import type { PageTimes } from './page-times'
import type { Reviewed } from './reviews'
import { GRANTS_EACH, SHARERS } from './seed-reviews'
import { count, type Ratio, table } from './table'

const names: Record<string, string> = {
  empty: 'empty page',
  inbox: 'a guest’s inbox, /shared-with-me',
  reviews: 'a reviewer’s rounds, /reviews',
  reviewer: 'a reviewer’s items, /reviews/<round>',
  dashboard: 'the dashboard, /admin/reviews',
  round: 'a round, /admin/reviews/rounds/<round>',
}

export function reviewRatios({ size, grants, start, few, many, again, deciding, applying }: Reviewed): Ratio[] {
  const over = (one: PageTimes, other: PageTimes, page: string) => one.get(page)! / other.get(page)!
  const steady: PageTimes = new Map([...few].map(([page, time]) => [page, (time + again.get(page)!) / 2]))
  const small = count(size.few * GRANTS_EACH)
  return [
    {
      what: `Starting a review of ${count(grants)} grants over the bare INSERT of as many rows`,
      ratio: start.seconds / start.bare,
      aim: 2,
      atMost: true,
    },
    ...['reviewer', 'dashboard', 'round'].map((page): Ratio => ({
      what: `Time of ${names[page]}, with ${count(grants)} grants over ${small}`,
      ratio: over(many, steady, page),
      aim: 1.2,
      atMost: true,
    })),
    { what: `Answering ${count(size.selected)} selected items`, ratio: deciding, aim: 5, unit: 's', atMost: true },
    ...['inbox', 'reviews', 'reviewer', 'dashboard'].map((page): Ratio => ({
      what: `Time of ${names[page]}, while ${count(applying.denied)} denials are applied over idle`,
      ratio: over(applying.times, applying.idle, page),
      aim: 2,
      atMost: true,
    })),
  ]
}

export function reviewSection({ size, grants, start, few, many, again, deciding, applying }: Reviewed) {
  const { denied, waiting, seconds, idle, times } = applying
  const milliseconds = (time: number | undefined) => time?.toFixed(1) ?? ''
  return `## Access reviews

${count(size.guests)} guests with ${GRANTS_EACH} grants each, from ${SHARERS} members who review what they shared: ${count(grants / SHARERS)} items each. The server's own worker starts the round and applies it, in the database in which everything else was measured, emptied before.

- **Starting** took ${start.seconds.toFixed(1)} s, from the round made to the round seen open, with recommendations, panels, reviewers and counters; ${(grants / start.seconds / 1000).toFixed(0)} thousand items a second. The bare \`INSERT … SELECT\` out of the grants alone, into empty tables with the columns and indexes of items and seats, took ${start.bare.toFixed(1)} s: the median of one before and two after.
- **Answering** ${count(size.selected)} selected items took ${deciding.toFixed(1)} s, found and answered by the functions that the page calls, with history and trail; the median of three.
- **Applying** ${count(denied)} denials took ${seconds.toFixed(0)} s (${(denied / seconds).toFixed(0)} a second) with its rests, and wrote a mail to each of ${count(denied / GRANTS_EACH)} guests, which left meanwhile but for ${count(waiting)}.

Milliseconds, medians of at least ${size.pages} requests, one at a time and each page in turn; first with ${count(size.few * GRANTS_EACH)} grants in the database, then with ${count(grants)}, then before and while denials are applied, and with ${count(size.few * GRANTS_EACH)} once more.

${table(
  [
    'page',
    `${count(size.few * GRANTS_EACH)} grants`,
    `${count(grants)} grants`,
    'before applying',
    'while applying',
    `${count(size.few * GRANTS_EACH)} again`,
  ],
  [...many.keys()].map((page) => [
    names[page]!,
    ...[few, many, idle, times, again].map((all) => milliseconds(all.get(page))),
  ]),
)}
`
}
