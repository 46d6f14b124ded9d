import { chmodSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { CannotStart, reason } from '../process/cannot-start'
import { draftIn, filesIn, listIn, manifestIn, tablesIn, wantedIn } from './layout'

/** What a file system puts into an empty one. */
const NOTHING = new Set(['lost+found', '.DS_Store'])

/** Makes the folder of a backup, or takes an empty one, for this account alone. Throws `CannotStart`. */
export function takeFolder(folder: string, dataDir: string) {
  if (`${folder}${path.sep}`.startsWith(`${dataDir}${path.sep}`))
    throw new CannotStart(`${folder} lies in DATA_DIR and would be lost with it: name a folder elsewhere.`)
  const inside = make(folder).filter((name) => !NOTHING.has(name))
  if (inside.includes(path.basename(manifestIn(folder))))
    throw new CannotStart(`${folder} holds a backup already: name a new folder.`)
  if (inside.length > 0)
    throw new CannotStart(
      `${folder} is not empty, and has no manifest.json of a finished backup: empty it, or name a new folder.`,
    )
  claim(folder)
}

/** Of many that begin at once, one has it. */
function claim(folder: string) {
  try {
    mkdirSync(tablesIn(folder), { mode: 0o700 })
  } catch (error) {
    throw new CannotStart(`Another backup is being made in ${folder} (${reason(error)}): name a new folder.`)
  }
}

function make(folder: string) {
  try {
    if (!statSync(folder, { throwIfNoEntry: false })) mkdirSync(folder, { recursive: true, mode: 0o700 })
    const inside = readdirSync(folder)
    if (inside.length === 0) chmodSync(folder, 0o700)
    return inside
  } catch (error) {
    throw new CannotStart(
      `${folder} can't be written (${reason(error)}): give this account the right to, or name another folder.`,
    )
  }
}

/** Leaves it as empty as it was: what a backup is made of goes, and nothing else. */
export function emptyFolder(folder: string) {
  for (const place of [tablesIn, filesIn, listIn, wantedIn, draftIn])
    rmSync(place(folder), { recursive: true, force: true })
}
