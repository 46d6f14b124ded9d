/** An ILIKE pattern that finds the text anywhere, its own wildcards taken as they are written. */
export const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
