const shared = globalThis as { foyerAnswerStatuses?: Map<string, number> }

/** What pages want to be answered with, by request: a page that Next.js renders is a 200 by itself. */
export const answerStatuses = () => (shared.foyerAnswerStatuses ??= new Map<string, number>())

/** The header by which a page knows its request. The front server alone writes it. */
export const ANSWER_HEADER = 'x-foyer-answer'
