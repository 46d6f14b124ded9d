/** Makes an ILIKE pattern that finds the text anywhere. Wildcards in the text match themselves. */
export const like = (text: string) => `%${literal(text)}%`

/** Finds, in a where-clause of Prisma's client, the text anywhere in a column, in capitals or not. */
export const containing = (text: string) => ({ contains: literal(text), mode: 'insensitive' as const })

/** Prisma's client hands wildcards on to LIKE as they are. */
const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&')
