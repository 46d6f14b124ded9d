import { readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { z } from 'zod'
import { counted, sizeInWords } from '@/lib/counted'
import { flushDirectory } from '@/lib/files/flush-directory'
import { hmacUnder, secretCheck } from '@/lib/secrets'
import { CannotStart, reason } from '../process/cannot-start'
import { draftIn, manifestIn } from './layout'

/** Raised when a backup can't be read by the Foyer before. */
export const FORMAT = 1

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const Count = z.int().nonnegative()
const measured = { bytes: Count, sha256: Sha256 }
const Name = z.string().regex(/^\w+$/)

const Contents = z.object({
  format: z.literal(FORMAT),
  /** The version in package.json. */
  foyer: z.string(),
  madeAt: z.iso.datetime(),
  postgres: z.string(),
  /** Tells one AUTH_SECRET from another; never the secret. */
  secretCheck: Sha256,
  migrations: z.array(z.object({ name: Name, checksum: Sha256 })).min(1),
  tables: z.array(z.object({ name: Name, columns: z.array(z.string()), rows: Count, ...measured })),
  sequences: z.array(z.object({ name: z.string(), value: z.string().regex(/^\d+$/).nullable() })),
  /** `list` is the file that lists them. `missing` could not be copied, since they were not there. */
  files: z.object({ count: Count, bytes: Count, missing: Count, list: z.object(measured) }),
})

export type Manifest = z.output<typeof Contents>

/** What is read of any manifest, also a newer one. As a record, since the seal is of its fields in their order. */
const Sealed = z.object({ manifest: z.record(z.string(), z.unknown()), seal: Sha256 })
const Head = z.object({ format: z.number(), secretCheck: z.string(), foyer: z.string() })

/** By the secret: so whoever can write where backups are kept can't make one that is taken for ours. */
const sealOf = (manifest: object, authSecret: string) =>
  Buffer.from(hmacUnder(authSecret, 'backup', JSON.stringify(manifest))).toString('hex')

/** By which one AUTH_SECRET is told from another. */
export const checkOf = (authSecret: string) => Buffer.from(secretCheck(authSecret)).toString('hex')

/** Writes it last and at once: a folder that has one is a whole backup. */
export async function writeManifest(folder: string, manifest: Manifest, authSecret: string) {
  const draft = draftIn(folder)
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify({ manifest, seal: sealOf(manifest, authSecret) }, null, 1)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, manifestIn(folder))
  await flushDirectory(folder)
}

/** Reads it; `authSecret`: what was found here, if any. Throws `CannotStart` where it belongs to another, too. */
export function readManifest(folder: string, authSecret: string | null, dataDir: string): Manifest {
  const { manifest, head, seal } = readSealed(folder)
  if (head.format > FORMAT)
    throw new CannotStart(
      `The backup in ${folder} was made by a newer Foyer (${head.foyer}): update this one, then restore.`,
    )
  if (!authSecret || head.secretCheck !== checkOf(authSecret))
    throw new CannotStart(
      `The backup in ${folder} belongs to ${authSecret ? 'another secret' : 'a secret that is not here'}: set AUTH_SECRET to that of the Foyer it was made of, or put its file auth-secret into ${dataDir}.`,
    )
  const parsed = Contents.safeParse(manifest)
  if (!parsed.success || seal !== sealOf(manifest, authSecret))
    throw new CannotStart(
      `manifest.json in ${folder} was changed since the backup was made: copy the backup again from where it was made.`,
    )
  return parsed.data
}

function readSealed(folder: string) {
  try {
    const { manifest, seal } = Sealed.parse(JSON.parse(readFileSync(manifestIn(folder), 'utf8')))
    return { manifest, head: Head.parse(manifest), seal }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new CannotStart(`There is no manifest.json in ${folder}: name the folder of a backup that was finished.`)
    if (code)
      throw new CannotStart(
        `${folder} can't be read (${reason(error)}): give this account the right to, or name another folder.`,
      )
    throw new CannotStart(`manifest.json in ${folder} is cut or changed: copy the backup again from where it was made.`)
  }
}

/** "12 people, 30 shares, 5 files (1.2 MB), 400 events of the trail; 61 tables with 4,567 rows". */
export function inWords({ tables, files }: Manifest) {
  const rowsOf = (name: string) => tables.find((table) => table.name === name)?.rows ?? 0
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const parts = [
    counted(rowsOf('Principal'), 'person', 'people'),
    counted(rowsOf('Resource'), 'share', 'shares'),
    `${counted(files.count, 'file', 'files')} (${sizeInWords(files.bytes)})`,
    counted(rowsOf('AuditEvent'), 'event of the trail', 'events of the trail'),
  ]
  return `${parts.join(', ')}; ${counted(tables.length, 'table', 'tables')} with ${counted(rows, 'row', 'rows')}`
}
