import path from 'node:path'
import { counted } from '@/lib/counted'
import { answer, answerWrong } from '@/lib/log/log'
import { inWords } from './backups/manifest'
import { makeBackup } from './backups/make-backup'
import { onInstallation, readFolder, run } from './process/command'

const HOW = 'npm run backup -- <folder>'

async function backup(folder: string) {
  return onInstallation(async (installation) => {
    const { manifest, missing, damaged } = await makeBackup(folder, installation)
    answer(`Backed up to ${folder}: ${inWords(manifest)}.`)
    if (missing.length > 0)
      answerWrong(
        `${counted(missing.length, 'file was', 'files were')} not in ${path.join(installation.dataDir, 'files')}, the first ${missing[0]}: copy what is missing from an earlier backup.`,
      )
    if (damaged.length > 0)
      answerWrong(
        `${counted(damaged.length, 'file is', 'files are')} not what was stored, the first ${damaged[0]}: copy what is damaged from an earlier backup.`,
      )
    return missing.length + damaged.length > 0 ? 1 : 0
  })
}

await run(() => backup(readFolder(HOW)))
