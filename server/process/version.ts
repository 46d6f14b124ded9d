import { readFileSync } from 'node:fs'
import type { Build } from '@/lib/installation/instances'
import { version } from '../../package.json'

export const VERSION: string = version

/** Which build of the version this is: the id of its sources. In development there is none. */
export const thisBuild = (dev: boolean): Build => ({
  version,
  build: dev ? 'development' : readFileSync('.next/BUILD_ID', 'utf8'),
})
