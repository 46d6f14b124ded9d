import { Conflict } from '../../errors'

/** Throws `Conflict` where a space was archived after the decision. */
export function refuseArchived({ archivedAt }: { archivedAt: Date | null }) {
  if (archivedAt) throw new Conflict('space.archived', 'This space is archived: it can only be read.')
}
