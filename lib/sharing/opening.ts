import type { PersonCaller } from '../principal'

/** What the trail keeps of an opening: with the purpose that was given for this session, for the sharer to see. */
export const openingOf = ({ principal, session }: PersonCaller, resourceId: string) => ({
  principalId: principal.id,
  resourceId,
  ...(session.purpose ? { detail: { purpose: session.purpose } } : {}),
})
