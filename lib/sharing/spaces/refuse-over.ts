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

/** The same for a resource that may be a space. */
export async function refuseEndedSpace(tx: Tx, { id, kind }: { id: string; kind: ResourceKind }) {
  if (kind !== 'space') return
  const space = await tx.resource.findUniqueOrThrow({ where: { id }, select: { guestsUntil: true } })
  refuseOver(space.guestsUntil)
}
