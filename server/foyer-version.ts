import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Package = z.object({ version: z.string() })

/** The version in package.json, beside which every process of ours runs. */
export const foyerVersion = () => Package.parse(JSON.parse(readFileSync('package.json', 'utf8'))).version
