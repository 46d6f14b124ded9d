/** Makes an ILIKE pattern that finds the text anywhere. Wildcards in the text match themselves. */
export const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
