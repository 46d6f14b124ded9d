import { SECOND } from '@/lib/clock'
import { enlist, findOtherUrl, forgetInstances, leave, noteAlive, type Serving } from '@/lib/installation/instances'
import { findNeededVersion } from '@/lib/installation/needed-version'
import { systemCaller } from '@/lib/principal'
import { CannotStart } from './cannot-start'

const caller = systemCaller('instance')

/** Six of them fit into the time after which an instance counts as gone. */
const BEAT = 10 * SECOND

export type Instance = { /** Says that it ends: nobody waits a minute for it. */ leave: () => Promise<void> }

/**
 * Keeps this process known to the other instances. `alone`: there can be no others. Throws `CannotStart` where what is
 * stored asks for a newer build, or where another instance serves at another PUBLIC_URL.
 */
export async function keepInstance(serving: Serving, { alone }: { alone: boolean }): Promise<Instance> {
  if (alone) await forgetInstances(caller)
  const id = await enlist(caller, serving)
  const fault = await findFault(id, serving)
  if (fault) {
    await leave(caller, id)
    throw new CannotStart(fault)
  }
  // While the database is away there is nobody to tell, and the health says so.
  const beating = setInterval(() => void noteAlive(caller, id, serving).catch(() => {}), BEAT)
  return {
    async leave() {
      clearInterval(beating)
      await leave(caller, id).catch(() => {})
    },
  }
}

async function findFault(id: string, { version, publicUrl }: Serving) {
  const needed = await findNeededVersion(caller, version)
  if (needed)
    return `This is Foyer ${version}, and a policy is set that only Foyer ${needed} and newer can read: start that version or a newer one.`
  const other = await findOtherUrl(caller, id, publicUrl)
  return (
    other &&
    `PUBLIC_URL is ${publicUrl}, and another instance serves this database at ${other}: set the same PUBLIC_URL for both. If that one was stopped just now, wait a minute.`
  )
}
