import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '../db/transaction'
import { Conflict } from '../errors'
import { findOlderAlive } from '../installation/instances'
import { needVersion } from '../installation/needed-version'
import { PolicySettings, type PolicySettingsInput } from '../policy'
import { isOlder } from '../version-order'

/** Keys of a policy's settings, such as `when.device`, and the version that can read each first. */
type NewKeys = Readonly<Record<string, string>>

/** Those that not every version that may still run can read: an older one would block everybody, or ask for less. */
const newKeys: NewKeys = {}

/**
 * Settings as every build that is alive can read them: without new keys that say nothing. Where one says something,
 * older builds may not start from now on; throws `Conflict` while one is still alive.
 */
export async function readableSettings(
  tx: Tx,
  settings: PolicySettings,
  keys: NewKeys = newKeys,
): Promise<PolicySettingsInput> {
  const used = Object.keys(keys).filter((key) => saysSomething(settings, key))
  await admitOnly(
    tx,
    used.map((key) => keys[key]!),
  )
  return Object.keys(keys)
    .filter((key) => !used.includes(key))
    .reduce(without, settings)
}

async function admitOnly(tx: Tx, versions: string[]) {
  const [needed] = versions.sort((one, other) => (isOlder(other, one) ? -1 : 1))
  if (!needed) return
  await needVersion(tx, needed)
  const older = await findOlderAlive(tx, needed)
  if (older)
    throw new Conflict(
      'policy.unreadable',
      `This asks for what only Foyer ${needed} and newer can read, and one at ${older} is still running here. Once it is updated or stopped, wait a minute, then save again.`,
    )
}

const saysSomething = (settings: PolicySettings, key: string) =>
  !isDeepStrictEqual(PolicySettings.parse(without(settings, key)), settings)

/** A copy without one key. */
function without<Settings extends PolicySettingsInput>(settings: Settings, key: string): Settings {
  const copy = structuredClone(settings)
  const names = key.split('.')
  const last = names.pop()!
  const holder = names.reduce<Record<string, unknown> | undefined>(
    (within, name) => within?.[name] as Record<string, unknown> | undefined,
    copy,
  )
  delete holder?.[last]
  return copy
}
