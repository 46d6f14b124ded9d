import path from 'node:path'
import { findStoreId, makeStoreId } from '@/lib/files/store-id'
import { claimInstallation, findMisfit, isItsSecret, type Misfit } from '@/lib/installation/claim-installation'
import { systemCaller } from '@/lib/principal'
import { CannotStart } from './cannot-start'

const caller = systemCaller('start')

/** Throws `CannotStart` where the database belongs to another AUTH_SECRET or another DATA_DIR than these, before anything of it is changed. */
export const requireFit = async (dataDir: string) => refuse(await findMisfit(caller, findStoreId()), dataDir)

/** Has the database belong to these where it belongs to none yet. Throws as `requireFit`, and where an earlier version sealed with another secret. */
export const claim = async (dataDir: string) =>
  refuse(await claimInstallation(caller, findStoreId(), makeStoreId), dataDir)

function refuse(misfit: Misfit | null, dataDir: string) {
  if (misfit?.what === 'secret') throw new CannotStart(anotherSecret(dataDir))
  if (misfit) throw new CannotStart(anotherStore(dataDir, misfit.fileStoreId!))
}

/** The same for a command, which reads no files. */
export async function requireItsSecret(dataDir: string) {
  if (!(await isItsSecret(caller))) throw new CannotStart(anotherSecret(dataDir))
}

const anotherSecret = (dataDir: string) =>
  `AUTH_SECRET is not the one of this database, so that nothing opens that is sealed in it: set AUTH_SECRET to the one it had, or restore ${path.join(dataDir, 'auth-secret')} from a backup.`

const anotherStore = (dataDir: string, id: string) =>
  `DATA_DIR ${dataDir} does not hold the files of this database: set DATA_DIR to the directory whose files/store-id is ${id}, or restore that one; to go on without those files, write this id into ${path.join(dataDir, 'files/store-id')}.`
