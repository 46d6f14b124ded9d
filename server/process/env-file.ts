import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { CannotStart, reason } from './cannot-start'

/** Takes settings from a file for whatever the process was not given itself. No file, no settings. */
export function readEnvFile(file: string, environment: Record<string, string | undefined> = process.env) {
  for (const [name, value] of Object.entries(parse(file))) environment[name] ??= value
}

function parse(file: string) {
  try {
    return parseEnv(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw new CannotStart(`${file} can't be read (${reason(error)}): correct or remove it.`)
  }
}
