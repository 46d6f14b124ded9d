import type { PersonCaller } from '../principal'

/** Makes the audit event of an opening. Includes the purpose that was stated in this session, for the sharer. */
export const openingOf = ({ principal, session }: PersonCaller, resourceId: string) => ({
  principalId: principal.id,
  resourceId,
  ...(session.purpose ? { detail: { purpose: session.purpose } } : {}),
})
