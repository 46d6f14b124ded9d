import path from 'node:path'
import { settings } from '../env'

/** Where the bytes of all files lie. */
export const filesDirectory = () => path.join(/*turbopackIgnore: true*/ settings().dataDir, 'files')

/** Bytes still arriving; on the same file system, so that a rename puts them in place at once. */
export const arrivingDirectory = () => path.join(/*turbopackIgnore: true*/ filesDirectory(), 'arriving')

/** Random ids alone make the path: nothing a person typed ever does. */
export const placeOf = (fileId: string) =>
  path.join(/*turbopackIgnore: true*/ filesDirectory(), fileId.slice(0, 2), fileId)
