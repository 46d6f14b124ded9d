import { isOver } from '../../clock'
import type { Tx } from '../../db/transaction'
import { Conflict } from '../../errors'
import type { ResourceKind } from '../../resource-kinds'

/** Throws `Conflict` where a space has ended for guests by a time: whoever is invited then could not open it. */
export function refuseOver(guestsUntil: Date | null) {
  if (isOver(guestsUntil))
    throw new Conflict(
      'space.over',
      'This space has ended for guests. Move its end date in the settings of the space first.',
    )
}

/** Finds when guests' access to a resource gives nothing any longer, where it is a space. Throws `Conflict` where that is over. */
export async function findGuestsEnd(tx: Tx, { id, kind }: { id: string; kind: ResourceKind }): Promise<Date | null> {
  if (kind !== 'space') return null
  const { guestsUntil } = await tx.resource.findUniqueOrThrow({ where: { id }, select: { guestsUntil: true } })
  refuseOver(guestsUntil)
  return guestsUntil
}
