import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './root.js'

/** SHA-256 over names and contents of files, and of everything in folders that `wanted` is true of. */
export function fingerprint(places, wanted = () => true) {
  const hash = createHash('sha256')
  for (const file of places.flatMap(filesIn).filter(wanted).sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0')
  return hash.digest('hex')
}

function filesIn(place) {
  const there = statSync(path.join(root, place), { throwIfNoEntry: false })
  if (!there) return []
  if (there.isFile()) return [place]
  const inside = readdirSync(path.join(root, place), { withFileTypes: true })
  return inside.flatMap((entry) =>
    entry.isDirectory() || entry.isFile() ? filesIn(path.posix.join(place, entry.name)) : [],
  )
}

/** Does `work` unless the stamp in `file` says that it was done for the same fingerprint. The stamp goes first and comes last. */
export async function once(file, mark, work) {
  const stamp = path.join(root, file)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === mark) return false
  rmSync(stamp, { force: true })
  await work()
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, mark)
  return true
}
