import { readFileSync } from 'node:fs'
import path from 'node:path'

type Manifest = Record<'node' | 'edge', Record<string, { filename: string; exportedName: string }>>

/** The id of every action of the build in a checkout, by its name: `app/account/actions.ts rename`. */
export function builtActions(checkout = '.'): Map<string, string> {
  const { node, edge } = JSON.parse(
    readFileSync(path.join(checkout, '.next/server/server-reference-manifest.json'), 'utf8'),
  ) as Manifest
  return new Map(
    Object.entries({ ...node, ...edge }).map(([id, { filename, exportedName }]) => [`${filename} ${exportedName}`, id]),
  )
}
