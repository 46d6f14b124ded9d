import { counted } from '@/lib/counted'
import { readSettings } from '@/lib/env'
import { answer } from '@/lib/log/log'
import { inWords } from './backups/manifest'
import { restoreBackup } from './backups/restore-backup'
import { readFolder, run } from './process/command'
import { readEnvFile } from './process/env-file'

const HOW = 'npm run restore -- <folder>'

async function restore(folder: string) {
  readEnvFile('.env')
  const { manifest, sessions, mails } = await restoreBackup(folder, readSettings(process.env))
  answer(`Restored what was backed up at ${manifest.madeAt}: ${inWords(manifest)}.`)
  answer(
    `${counted(sessions, 'session was', 'sessions were')} ended and ${counted(mails, 'waiting mail', 'waiting mails')} held back. What was revoked, blocked or deleted after that time is as it was then.`,
  )
  return 0
}

await run(() => restore(readFolder(HOW)))
