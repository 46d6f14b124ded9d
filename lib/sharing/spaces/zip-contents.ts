import { digestOf } from '../../files/digest'
import type { ZipEntry } from '../../files/zip/layout'
import type { startNames } from '../../files/zip/names'
import type { FolderPath } from './folders/find-paths.sql'
import type { ThingForZip } from './list-for-zip'

/** Where an entry's bytes come from. `thing`: what of the space it is, which is asked about again while it is sent. */
export type ZipSource =
  | { bytes: Buffer }
  | { thing: { resourceId: string; fileId: string } }
  | { thing: { resourceId: string; fileId: null }; sha256: Uint8Array }

export type Entry = ZipEntry<ZipSource>

type Names = ReturnType<typeof startNames>

/** Begins the folders of one ZIP. Of the way to a folder it makes the path that what lies in it begins with, "" or one that ends with "/"; each folder is named once. */
export function startFolders(name: Names) {
  const made = new Map<string, string>()
  return (way: FolderPath): string => {
    let folder = ''
    for (const { id, name: called } of way) {
      const path = made.get(id) ?? `${name(called, folder)}/`
      made.set(id, path)
      folder = path
    }
    return folder
  }
}

/** Makes the entry of something that is in a space, in a folder of the ZIP: a file as it is, a page as Markdown, a link as a shortcut. Null: its bytes are missing. */
export function entryOf(thing: ThingForZip, name: Names, folder: string): Entry | null {
  const { resourceId, kind, title, url, page, file, modifiedAt } = thing
  if (kind === 'link') return entryOfBytes(name(`${title}.url`, folder), shortcut(url ?? ''), modifiedAt)
  if (kind === 'page') {
    if (!page) return null
    const { size, crc32, sha256 } = page
    // Read again when its turn comes: a space may hold more pages than there is memory.
    const source = { thing: { resourceId, fileId: null }, sha256 }
    return { path: name(`${title}.md`, folder), size, crc32, modifiedAt, source }
  }
  if (!file || file.crc32 === null) return null
  const source = { thing: { resourceId, fileId: file.fileId } }
  return { path: name(file.name, folder), size: file.size, crc32: file.crc32, modifiedAt, source }
}

/** Makes the entry of a text that is in no space: what is said about the ZIP. */
export const entryOfBytes = (path: string, text: string, modifiedAt: Date): Entry => {
  const bytes = Buffer.from(text)
  return { path, size: bytes.length, crc32: digestOf(bytes).crc32, modifiedAt, source: { bytes } }
}

/** What Windows and macOS open as a web page. The address is written anew, so that it can't be more than one line. */
const shortcut = (url: string) => `[InternetShortcut]\r\nURL=${URL.canParse(url) ? new URL(url).href : ''}\r\n`

/** Why something is left out, as it follows its title. */
export type LeftOut = { title: string; why: keyof typeof reasons }

const reasons = {
  'view-only': 'can only be viewed.',
  refused: 'can’t be downloaded right now. Its page says more.',
  first: 'asks for something first. Open its page, then download again.',
  missing: 'has lost its content on the server. Tell an administrator.',
}

/** Says what is not in a ZIP, and why: a line for each, in the way that every system reads. */
export const inWords = (left: readonly LeftOut[]) =>
  [
    'These are in the space and not in this ZIP:',
    '',
    ...left.map(({ title, why }) => `- ${title}: ${reasons[why]}`),
    '',
  ].join('\r\n')

export const NOTHING = 'There is nothing in this space yet.\r\n'
