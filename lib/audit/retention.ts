/**
 * How long the trail is kept. The privacy statement that an installation begins with says it in `words`; `days` is what the
 * purging goes by, no shorter in any year.
 */
export const trailKept = { days: 366, words: '12 months' } as const
