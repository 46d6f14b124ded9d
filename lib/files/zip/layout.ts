/** What a ZIP holds. A path that ends with "/" is a folder, of no bytes. `source`: where the bytes come from. */
export type ZipEntry<Source> = {
  /** Safe and unique in the ZIP (`names.ts`), with "/" between folders. */
  path: string
  /** Bytes. */
  size: number
  crc32: number
  modifiedAt: Date
  source: Source
}

/** Bytes of a ZIP from `start` on: its own, or those of an entry. */
type ZipPart<Source> = { start: number; size: number; content: Buffer | { source: Source } }

/** `size` in bytes. */
export type ZipLayout<Source> = { size: number; parts: ZipPart<Source>[] }

/** From these on a field holds all ones, and ZIP64 the number. */
const MOST = 0xffffffff
const MOST_ENTRIES = 0xffff

/** Versions of the format that a reader must know: folders, and ZIP64. */
const PLAIN = 20
const ZIP64 = 45

/** Names are UTF-8. */
const FLAGS = 1 << 11

const FILE_MODE = 0o100644
const FOLDER_MODE = 0o40755
const MADE_ON_UNIX = 3 << 8

/**
 * Lays out a ZIP of entries that are stored as they are (APPNOTE 6.3.10). Since sizes and checksums are known, each of its bytes
 * has its place before the first is sent: it has a length, and any range of it can be sent by itself.
 */
export function layOut<Source>(entries: readonly ZipEntry<Source>[]): ZipLayout<Source> {
  const parts: ZipPart<Source>[] = []
  let size = 0
  const put = (content: ZipPart<Source>['content'], length: number) => {
    if (length > 0) parts.push({ start: size, size: length, content })
    size += length
  }
  const directory = entries.map((entry) => {
    const offset = size
    const header = localHeader(entry)
    put(header, header.length)
    put({ source: entry.source }, entry.size)
    return centralHeader(entry, offset)
  })
  const listed = Buffer.concat(directory)
  const end = endOf({ count: entries.length, size: listed.length, offset: size })
  put(listed, listed.length)
  put(end, end.length)
  return { size, parts }
}

/** Picks what of a ZIP lies in a range, in order. `from` and `to` count within the part; both are included, as in `range`. */
export function* partsIn<Source>(
  { parts }: ZipLayout<Source>,
  range: { start: number; end: number },
): Generator<{ content: Buffer | { source: Source }; from: number; to: number }> {
  for (const { start, size, content } of parts) {
    if (start > range.end) return
    const [from, to] = [Math.max(range.start - start, 0), Math.min(range.end - start, size - 1)]
    if (from <= to) yield { content, from, to }
  }
}

function localHeader<Source>(entry: ZipEntry<Source>) {
  const { size } = entry
  // Here both sizes are in ZIP64, or neither is.
  const extra = [...(size >= MOST ? [zip64([size, size])] : []), ...timestamp(entry.modifiedAt)]
  const [name, more] = [Buffer.from(entry.path), Buffer.concat(extra)]
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(size >= MOST ? ZIP64 : PLAIN, 4)
  writeFacts(head.subarray(6), entry, name.length, more.length)
  return Buffer.concat([head, name, more])
}

function centralHeader<Source>(entry: ZipEntry<Source>, offset: number) {
  const { size, path, modifiedAt } = entry
  const large = [...(size >= MOST ? [size, size] : []), ...(offset >= MOST ? [offset] : [])]
  const version = large.length > 0 ? ZIP64 : PLAIN
  const extra = [...(large.length > 0 ? [zip64(large)] : []), ...timestamp(modifiedAt)]
  const [name, more] = [Buffer.from(path), Buffer.concat(extra)]
  const head = Buffer.alloc(46)
  head.writeUInt32LE(0x02014b50, 0)
  head.writeUInt16LE(MADE_ON_UNIX | version, 4)
  head.writeUInt16LE(version, 6)
  writeFacts(head.subarray(8), entry, name.length, more.length)
  const folder = path.endsWith('/')
  // Beside Unix's mode stands what MS-DOS calls a folder.
  head.writeUInt32LE((folder ? FOLDER_MODE : FILE_MODE) * 0x10000 + (folder ? 0x10 : 0), 38)
  head.writeUInt32LE(Math.min(offset, MOST), 42)
  return Buffer.concat([head, name, more])
}

/** Writes what both headers of an entry say alike: flags, no method, time, checksum, sizes, lengths. */
function writeFacts<Source>(
  head: Buffer,
  { size, crc32, modifiedAt }: ZipEntry<Source>,
  nameLength: number,
  extraLength: number,
) {
  const { date, time } = inDos(modifiedAt)
  head.writeUInt16LE(FLAGS, 0)
  head.writeUInt16LE(time, 4)
  head.writeUInt16LE(date, 6)
  head.writeUInt32LE(crc32, 8)
  head.writeUInt32LE(Math.min(size, MOST), 12)
  head.writeUInt32LE(Math.min(size, MOST), 16)
  head.writeUInt16LE(nameLength, 20)
  head.writeUInt16LE(extraLength, 22)
}

function zip64(numbers: number[]) {
  const field = Buffer.alloc(4 + 8 * numbers.length)
  field.writeUInt16LE(0x0001, 0)
  field.writeUInt16LE(8 * numbers.length, 2)
  numbers.forEach((number, nth) => field.writeBigUInt64LE(BigInt(number), 4 + 8 * nth))
  return field
}

/** The exact moment, which MS-DOS' time does not tell: it knows no time zone. None where 31 bits can't hold it. */
function timestamp(at: Date) {
  const seconds = Math.floor(at.getTime() / 1000)
  if (seconds < 0 || seconds > 0x7fffffff) return []
  const field = Buffer.alloc(9)
  field.writeUInt16LE(0x5455, 0)
  field.writeUInt16LE(5, 2)
  field.writeUInt8(1, 4)
  field.writeInt32LE(seconds, 5)
  return [field]
}

/** MS-DOS counts years from 1980 to 2107, and seconds by twos. UTC. */
function inDos(at: Date) {
  const year = at.getUTCFullYear()
  if (year < 1980) return { date: (1 << 5) | 1, time: 0 }
  if (year > 2107) return { date: (127 << 9) | (12 << 5) | 31, time: (23 << 11) | (59 << 5) | 29 }
  return {
    date: ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  }
}

type Directory = { count: number; size: number; offset: number }

function endOf(directory: Directory) {
  const { count, size, offset } = directory
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(count, MOST_ENTRIES), 8)
  end.writeUInt16LE(Math.min(count, MOST_ENTRIES), 10)
  end.writeUInt32LE(Math.min(size, MOST), 12)
  end.writeUInt32LE(Math.min(offset, MOST), 16)
  const large = count >= MOST_ENTRIES || size >= MOST || offset >= MOST
  return large ? Buffer.concat([zip64End(directory), end]) : end
}

/** The end of the directory in ZIP64, and where it is found. */
function zip64End({ count, size, offset }: Directory) {
  const record = Buffer.alloc(56)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4)
  record.writeUInt16LE(MADE_ON_UNIX | ZIP64, 12)
  record.writeUInt16LE(ZIP64, 14)
  record.writeBigUInt64LE(BigInt(count), 24)
  record.writeBigUInt64LE(BigInt(count), 32)
  record.writeBigUInt64LE(BigInt(size), 40)
  record.writeBigUInt64LE(BigInt(offset), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(offset + size), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([record, locator])
}
