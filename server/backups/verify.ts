import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { counted, sizeInWords } from '@/lib/counted'
import { CannotStart } from '../process/cannot-start'
import { filesIn, listIn, readList, tableIn } from './layout'
import type { Manifest } from './manifest'
import { isSame, measure, type Measured } from './measured'
import type { Progress } from './progress'

type Fault = { what: 'missing' | 'changed'; part: string }

/** Reads all of a backup. Throws `CannotStart` unless every byte of it is there and is what was written. */
export async function verify(folder: string, manifest: Manifest, progress: Progress) {
  const { files } = manifest
  if (files.count > 0 && !existsSync(filesIn(folder)))
    throw new CannotStart(
      `The backup in ${folder} is without its files (${counted(files.count, 'file', 'files')}, ${sizeInWords(files.bytes)}): copy its folder files too, from where it was made.`,
    )
  const faults: Fault[] = []
  for await (const fault of listFaults(folder, manifest, progress)) faults.push(fault)
  if (faults.length > 0)
    throw new CannotStart(
      `The backup in ${folder} is not whole: ${told(faults)}. Copy it again from where it was made.`,
    )
}

function told(faults: Fault[]) {
  const kinds = (['missing', 'changed'] as const).map((what) => ({
    what,
    parts: faults.filter((fault) => fault.what === what).map(({ part }) => part),
  }))
  return kinds
    .flatMap(({ what, parts }) =>
      parts.length === 0
        ? []
        : [
            `${parts[0]}${parts.length > 1 ? ` and ${counted(parts.length - 1, 'other', 'others')}` : ''} ${parts.length > 1 ? 'are' : 'is'} ${what}`,
          ],
    )
    .join(', ')
}

async function* listFaults(folder: string, { tables, files }: Manifest, progress: Progress): AsyncGenerator<Fault> {
  for (const table of tables) yield* faultOf(folder, tableIn(folder, table.name), table)
  const listFault = await findFault(folder, listIn(folder), files.list)
  if (listFault) return yield listFault
  let checked = 0
  for await (const { place, ...file } of readList(folder)) {
    progress.show(`Checked ${counted(checked++, 'file', 'files')} of ${files.count}`)
    yield* faultOf(folder, path.join(filesIn(folder), place), file)
  }
}

async function* faultOf(folder: string, file: string, wanted: Measured) {
  const fault = await findFault(folder, file, wanted)
  if (fault) yield fault
}

/** The size first, which costs nothing. */
async function findFault(folder: string, file: string, wanted: Measured): Promise<Fault | null> {
  const part = path.relative(folder, file)
  const there = statSync(file, { throwIfNoEntry: false })
  if (!there) return { what: 'missing', part }
  return there.size === wanted.bytes && isSame(await measure(file), wanted) ? null : { what: 'changed', part }
}
