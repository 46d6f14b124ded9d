/** A file with where it lay in the folder that it was chosen or dropped with; by itself, its name. */
export type Chosen = { file: File; path: string }

/** What an input has chosen: files, or a folder with all that is in it. */
export const chosenIn = (files: FileList): Chosen[] =>
  [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }))

/** What was dropped, folders with all that is in them. `unread`: names of what could not be read. */
export async function droppedIn(transfer: DataTransfer): Promise<{ chosen: Chosen[]; unread: string[] }> {
  const chosen: Chosen[] = []
  const unread: string[] = []
  // All at once, before the first wait: the browser empties the list with the event.
  const found = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  for (const { entry, file } of found) {
    if (entry?.isDirectory) await readFolder(entry as FileSystemDirectoryEntry, chosen, unread)
    else if (file) chosen.push({ file, path: file.name })
  }
  return { chosen, unread }
}

async function readFolder(folder: FileSystemDirectoryEntry, chosen: Chosen[], unread: string[]) {
  const reader = folder.createReader()
  try {
    for (;;) {
      // Chromium gives a hundred at a time.
      const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
      if (entries.length === 0) return
      for (const entry of entries) await readEntry(entry, chosen, unread)
    }
  } catch {
    unread.push(folder.fullPath.slice(1))
  }
}

async function readEntry(entry: FileSystemEntry, chosen: Chosen[], unread: string[]) {
  if (entry.isDirectory) return readFolder(entry as FileSystemDirectoryEntry, chosen, unread)
  try {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))
    chosen.push({ file, path: entry.fullPath.slice(1) })
  } catch {
    unread.push(entry.fullPath.slice(1))
  }
}
