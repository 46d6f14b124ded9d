import { z } from 'zod'
import { oneLine } from '../mail/templates/words'

/** A name as it may stand in a letter and a list: one line, nothing invisible. Empty means none. */
export const PersonNameField = z
  .string()
  .max(100, 'A name has at most 100 characters.')
  .optional()
  .transform((typed) => oneLine(typed ?? '', 100) || null)
