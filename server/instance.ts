import { SECOND } from '@/lib/clock'
import { type Build, enlist, leave, noteAlive } from '@/lib/installation/instances'
import { findNeededVersion } from '@/lib/installation/needed-version'
import { systemCaller } from '@/lib/principal'
import { CannotStart } from './cannot-start'

const caller = systemCaller('instance')

/** Six of them fit into the time after which an instance counts as gone. */
const BEAT = 10 * SECOND

export type Instance = { /** Says that it ends: nobody waits a minute for it. */ leave: () => Promise<void> }

/** Keeps this process known to the other instances. Throws `CannotStart` where what is stored asks for a newer build. */
export async function keepInstance(build: Build): Promise<Instance> {
  const id = await enlist(caller, build)
  const needed = await findNeededVersion(caller, build.version)
  if (needed) {
    await leave(caller, id)
    throw new CannotStart(`This is Foyer ${build.version}, and a policy is set that only Foyer ${needed} and newer can read: start that version or a newer one.`)
  }
  // While the database is away there is nobody to tell, and the health says so.
  const beating = setInterval(() => void noteAlive(caller, id, build).catch(() => {}), BEAT)
  return {
    async leave() {
      clearInterval(beating)
      await leave(caller, id).catch(() => {})
    },
  }
}
