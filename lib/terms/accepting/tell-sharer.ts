import { isHere } from '../../access/live'
import type { Tx } from '../../db/transaction'
import { queueMail } from '../../mail/queue-mail'
import type { Principal } from '../../principal'

const person = { id: true, name: true, address: true, blockedAt: true, removedAt: true } as const

/** Mails whoever shares what was asked for that it stays closed, or who answers for the guest; nobody where it is their own. */
export async function tellSharer(
  tx: Tx,
  principal: Principal,
  { resourceId, document }: { resourceId: string | null; document: string },
) {
  const resource = resourceId
    ? await tx.resource.findUnique({
        where: { id: resourceId },
        select: { id: true, title: true, kind: true, sharedBy: { select: person } },
      })
    : null
  const guest = resource
    ? null
    : await tx.guest.findUnique({ where: { principalId: principal.id }, select: { sponsor: { select: person } } })
  const told = resource?.sharedBy ?? guest?.sponsor
  if (!told || told.id === principal.id || !isHere(told)) return
  const { name, address } = principal
  await queueMail(tx, {
    template: 'terms-declined',
    recipient: told.address,
    replyTo: address,
    input: {
      person: { name, address },
      document,
      resource: resource && { title: resource.title, kind: resource.kind },
      resourceId: resource?.id ?? null,
    },
  })
}
