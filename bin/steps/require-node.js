import { complain } from './say.js'

/** Ends with one line on a Node.js older than the one we are tested with. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  complain(`Foyer needs Node.js 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}
