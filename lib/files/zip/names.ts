import { asFileName } from '../../unseen'
import { cleanFileName, cut, isOfDevice } from '../file-name'

/** A name, such as one that somebody typed, as any system takes it for a file: 255 bytes at most, and no path. */
export function safeName(given: string): string {
  const name = cleanFileName(asFileName(given).replace(/ {2,}/g, ' '))
  return isOfDevice(name) ? cleanFileName(`_${name}`) : name
}

/**
 * Begins the names of one ZIP. Each name that is asked for is safe, and none is like one before in its folder, also where a
 * system takes capitals or spellings of a letter for the same: the second "Plan.pdf" is "Plan (2).pdf". `folder`: a path that was
 * made before, or empty.
 */
export function startNames() {
  const taken = new Set<string>()
  const tried = new Map<string, number>()
  return (given: string, folder = ''): string => {
    const name = safeName(given)
    const key = sameAs(folder + name)
    let nth = tried.get(key) ?? 1
    let path = folder + (nth === 1 ? name : numbered(name, nth))
    while (taken.has(sameAs(path))) path = folder + numbered(name, ++nth)
    tried.set(key, nth + 1)
    taken.add(sameAs(path))
    return path
  }
}

/** The same for names that some file system can't tell apart. */
const sameAs = (path: string) => path.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC')

function numbered(name: string, nth: number) {
  const dot = name.lastIndexOf('.')
  // Whatever is longer says nothing about what the file is.
  const [stem, ending] =
    dot > 0 && Buffer.byteLength(name.slice(dot)) <= 20 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  const suffix = ` (${nth})`
  return cut(stem, 255 - Buffer.byteLength(suffix + ending)) + suffix + ending
}
