import { z } from 'zod'
import { composed } from '../composed'
import { oneLine } from '../words/letters'
import { isSeen } from '../plain-text'

/** Reads a name as it may stand in a letter and a list, whoever typed it: one line, composed, without what nobody sees. Null: none. */
export const PersonNameField = z
  .string()
  .max(100, 'A name has at most 100 characters.')
  .optional()
  .transform((typed) => composed(oneLine(typed ?? '', 100)))
  .transform((name) => (isSeen(name) ? name : null))
