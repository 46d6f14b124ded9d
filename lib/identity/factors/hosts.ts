import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import { settings } from '../../env'
import type { SystemCaller } from '../../principal'
import { countStranded, type Stranded } from './hosts.sql'

/** Returns the host of PUBLIC_URL, for which passkeys are made and asked for (WebAuthn's RP ID). */
export const currentHost = () => new URL(settings().publicUrl).hostname

/** Checks whether a passkey can be shown here at all. One whose host is not stored yet is asked for. */
export const isOfThisHost = ({ host }: { host: string | null }) => host === null || host === currentHost()

/**
 * Stores the present host with every passkey that was made before hosts were stored. Resolves to the numbers of passkeys
 * and people for each other host: no browser shows those passkeys here.
 */
export async function keepHosts(caller: SystemCaller): Promise<Stranded[]> {
  authorize(caller, 'passkey.keep-hosts')
  const host = currentHost()
  await db().passkey.updateMany({ where: { host: null }, data: { host } })
  return countStranded(host)
}
