import { spend } from '../../budgets/budget'
import { HOUR, now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { queueMail } from '../../mail/queue-mail'
import type { Principal } from '../../principal'
import type { ResourceKind } from '../../resource-kinds'
import { managersOf } from './managers-of'

/** Allows one letter an hour about a space to each who manages it, however much is added. */
const lettersTo = (grantId: string) => ({ key: `told of additions ${grantId}`, limits: [{ most: 1, within: HOUR }] })

type Added = { space: { id: string; title: string }; thing: { title: string; kind: ResourceKind } }

/** Tells those who manage a space that a guest added something to it. */
export async function tellManagers(tx: Tx, guest: Principal, { space, thing }: Added) {
  const managers = await tx.grant.findMany({
    where: managersOf(space.id),
    select: { id: true, principal: { select: { address: true } } },
    orderBy: { id: 'asc' },
  })
  const input = {
    person: { name: guest.name, address: guest.address },
    resource: thing,
    space: { title: space.title, kind: 'space' as const },
    spaceId: space.id,
  }
  for (const { id, principal } of managers)
    if (!(await spend(tx, lettersTo(id), now())))
      await queueMail(tx, {
        template: 'added-to-space',
        recipient: principal.address,
        replyTo: guest.address,
        input,
      })
}
