import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Lays the link of a first start where only this account reads it: lines for programs are kept and passed on, and the link
 * makes an administrator. Null: there is none any longer. Answers the file.
 */
export function laySetUpLink(dataDir: string, link: string | null): string | null {
  const file = path.join(dataDir, 'set-up-link')
  rmSync(file, { force: true })
  if (!link) return null
  writeFileSync(file, `${link}\n`, { mode: 0o600, flag: 'wx' })
  return file
}
