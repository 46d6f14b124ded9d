/**
 * How long the trail is kept. The privacy statement of a new installation has the `words`. The purge goes by `days`, which
 * are no shorter in any year.
 */
export const trailKept = { days: 366, words: '12 months' } as const
