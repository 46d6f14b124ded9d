import { z } from 'zod'

/** Reads a box of a form that is ticked or not: a browser sends nothing for one that is not. */
export const tick = z
  .string()
  .optional()
  .transform((sent) => Boolean(sent))
