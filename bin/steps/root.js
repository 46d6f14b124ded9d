import { fileURLToPath } from 'node:url'

/** Where the project lies, with a slash at the end. */
export const root = fileURLToPath(new URL('../..', import.meta.url))
