import { z } from 'zod'
import { searchField } from '../../forms/pages'

/** Which items before the caller are meant, and in which order. */
export const MyItems = z.object({
  q: searchField,
  state: z.enum(['all', 'open', 'answered', 'approve', 'deny', 'dont_know', 'ended']).catch('all'),
  /** Which stand together. */
  by: z.enum(['person', 'resource']).catch('person'),
  sort: z.enum(['usual', 'unused', 'denied', 'newest']).catch('usual'),
})
export type MyItems = z.output<typeof MyItems>
