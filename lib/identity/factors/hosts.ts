import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import { settings } from '../../env'
import type { SystemCaller } from '../../principal'

/** What a passkey is made for and asked for by (WebAuthn's RP ID): the host of PUBLIC_URL. */
export const currentHost = () => new URL(settings().publicUrl).hostname

/** Whether a passkey can be shown here at all. One whose host is not known yet is asked for. */
export const isOfThisHost = ({ host }: { host: string | null }) => host === null || host === currentHost()

export type Stranded = { host: string; passkeys: number; people: number }

/**
 * Keeps the present host with every passkey that was made before hosts were kept, and answers how many belong to another
 * one, host by host: no browser shows those here.
 */
export async function keepHosts(caller: SystemCaller): Promise<Stranded[]> {
  authorize(caller, 'passkey.keep-hosts')
  const host = currentHost()
  await db().passkey.updateMany({ where: { host: null }, data: { host } })
  return db().$queryRaw<Stranded[]>`
    SELECT host, count(*)::int AS passkeys, count(DISTINCT "principalId")::int AS people FROM "Passkey"
    WHERE host <> ${host} GROUP BY host ORDER BY host`
}
