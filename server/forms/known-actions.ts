import { readFileSync } from 'node:fs'

/** The ids of every action of the build, as its manifest lists them. */
export function knownActions(): ReadonlySet<string> {
  const built = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8')) as Record<'node' | 'edge', Record<string, unknown>>
  return new Set([...Object.keys(built.node), ...Object.keys(built.edge)])
}
