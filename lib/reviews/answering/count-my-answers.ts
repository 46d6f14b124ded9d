import { countByAnswer } from './count-my-answers.sql'
import { mayMeetTwice, type MyRound } from './find-my-round'

const COUNTED = 5000

/** What the counters of the caller's panels say, or null where an item may lie before two of them, or has gone on to a later stage. */
export function sumsOf(my: MyRound) {
  if (mayMeetTwice(my) || my.panels[0]!.stage !== my.round.stage) return null
  const sum = (of: 'itemCount' | 'answeredCount') => my.panels.reduce((all, panel) => all + panel[of], 0)
  return { items: sum('itemCount'), answered: sum('answeredCount') }
}

/** How many items of each answer, or ended before without one, lie before the caller; null for more than 5,000, which would take as long as the page. */
export const countMyAnswers = async (my: MyRound) => {
  const sums = sumsOf(my)
  if (sums && sums.items > COUNTED) return { ...sums, approve: null, deny: null, dont_know: null, ended: null }
  const rows = await countByAnswer(my, COUNTED * 10)
  const of = (wanted: string | null) => rows.find((row) => row.answer === wanted)?.items ?? 0
  const items = rows.reduce((sum, row) => sum + row.items, 0)
  return {
    items,
    answered: items - of(null),
    approve: of('approve'),
    deny: of('deny'),
    dont_know: of('dont_know'),
    ended: of('ended'),
  }
}
