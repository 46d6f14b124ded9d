import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { digestOf } from '../digest'
import { layOut, partsIn, type ZipEntry, type ZipLayout } from './layout'
import { startNames } from './names'

const directory = mkdtempSync(path.join(os.tmpdir(), 'foyer-zip-'))
afterAll(() => rmSync(directory, { recursive: true }))

const at = new Date('2026-11-30T10:20:30.400Z')
const entry = (name: string, bytes: Buffer, modifiedAt = at): ZipEntry<Buffer> => ({
  path: name,
  size: bytes.length,
  crc32: digestOf(bytes).crc32,
  modifiedAt,
  source: bytes,
})

/** The bytes of a range, as a door would send them. */
const read = (layout: ZipLayout<Buffer>, range = { start: 0, end: layout.size - 1 }) =>
  Buffer.concat(
    [...partsIn(layout, range)].map(({ content, from, to }) =>
      (Buffer.isBuffer(content) ? content : content.source).subarray(from, to + 1),
    ),
  )

/** Whether a program is on this machine: what is not there can't be asked, and the test says so. */
const has = (program: string, ...parameters: string[]) => spawnSync(program, parameters).error === undefined
const python = has('python3', '--version')
const unzip = has('unzip', '-v')
const sevenZip = has('7z')

const write = (name: string, bytes: Buffer) => {
  const place = path.join(directory, name)
  writeFileSync(place, bytes)
  return place
}

const READ = `
import json, sys, zipfile, hashlib
with zipfile.ZipFile(sys.argv[1]) as z:
    assert z.testzip() is None
    print(json.dumps([[i.filename, i.file_size, list(i.date_time), hashlib.sha256(z.read(i)).hexdigest()] for i in z.infolist()]))
`
const readByPython = (place: string) => {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', READ, place], { encoding: 'utf8', maxBuffer: 2 ** 28 })
  expect([status, stderr]).toEqual([0, ''])
  return JSON.parse(stdout) as [string, number, number[], string][]
}

const some = [
  entry('empty.txt', Buffer.alloc(0)),
  entry('Bücher/日本 👩‍👩‍👧.bin', randomBytes(70_000)),
  entry('Bücher/', Buffer.alloc(0)),
  entry('one', Buffer.from('1')),
  entry('from before.txt', Buffer.from('1979'), new Date('1979-05-01T00:00:00Z')),
  entry('far off.txt', Buffer.from('2200'), new Date('2200-05-01T00:00:00Z')),
]

describe('layOut', () => {
  it('gives each range the very bytes that it has in the whole, at every boundary and anywhere', () => {
    const layout = layOut(some)
    const whole = read(layout)
    expect(whole.length).toBe(layout.size)
    const boundaries = layout.parts.flatMap(({ start, size }) => [start - 1, start, start + 1, start + size - 1])
    const places = [...new Set(boundaries)].filter((place) => place >= 0 && place < layout.size)
    for (const start of places)
      for (const end of places.filter((place) => place >= start))
        expect(read(layout, { start, end }).equals(whole.subarray(start, end + 1)), `${start}-${end}`).toBe(true)
    fc.assert(
      fc.property(fc.nat(layout.size - 1), fc.nat(layout.size - 1), (a, b) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b)]
        return read(layout, { start, end }).equals(whole.subarray(start, end + 1))
      }),
    )
  })

  it('is the same for the same entries, and ends in a directory even of nothing', () => {
    expect(read(layOut(some)).equals(read(layOut(some)))).toBe(true)
    expect(read(layOut<Buffer>([])).toString('hex')).toBe(`504b0506${'0'.repeat(36)}`)
  })

  it.skipIf(!python)('is read by Python, names, bytes and times, where there is Python', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: fc.string({ unit: 'grapheme', maxLength: 300 }), size: fc.nat(3000) }), {
          maxLength: 12,
        }),
        (files) => {
          const name = startNames()
          const entries = files.map((file) => entry(name(file.name), randomBytes(file.size)))
          const found = readByPython(write('random.zip', read(layOut(entries))))
          expect(found).toEqual(
            entries.map(({ path, size, source }) => [
              path,
              size,
              [2026, 11, 30, 10, 20, 30],
              Buffer.from(digestOf(source).sha256).toString('hex'),
            ]),
          )
        },
      ),
      { numRuns: 15 },
    )
    expect(readByPython(write('some.zip', read(layOut(some)))).map(([name]) => name)).toEqual(
      some.map(({ path }) => path),
    )
  })

  it.skipIf(!unzip)('passes unzip -t, where there is unzip', () => {
    const { status, stdout } = spawnSync('unzip', ['-t', write('unzip.zip', read(layOut(some)))], { encoding: 'utf8' })
    expect([status, stdout]).toEqual([0, expect.stringContaining('No errors detected')])
  })

  it.skipIf(!sevenZip)('passes 7z, where there is 7z', () => {
    const { status, stdout } = spawnSync('7z', ['t', write('seven.zip', read(layOut(some)))], { encoding: 'utf8' })
    expect([status, stdout]).toEqual([0, expect.stringContaining('Everything is Ok')])
    expect(stdout).not.toContain('Warning')
  })

  it('finds a broken byte: the checksums count', () => {
    const [first] = [entry('a', Buffer.from('whole'))]
    const broken = read(layOut([first]))
    broken[broken.indexOf('whole')] = 0x57
    const place = write('broken.zip', broken)
    if (python) expect(spawnSync('python3', ['-c', READ, place]).status).toBe(1)
    else expect(readFileSync(place).includes('Whole')).toBe(true)
  })

  it('says more than 65,535 entries in ZIP64', () => {
    for (const [count, zip64] of [
      [65_534, false],
      [65_535, true],
    ] as const) {
      const bytes = read(layOut(Array.from({ length: count }, (_, n) => entry(`${n}`, Buffer.alloc(0)))))
      expect(bytes.lastIndexOf('504b0606', undefined, 'hex') > 0).toBe(zip64)
      if (python && count !== 65_534) expect(readByPython(write('many.zip', bytes))).toHaveLength(count)
    }
  })

  it('says sizes and places from 4 GiB on in ZIP64, and there alone', () => {
    const large = (name: string, size: number): ZipEntry<number> => ({
      path: name,
      size,
      crc32: 0xffffffff,
      modifiedAt: at,
      source: size,
    })
    const GIB = 1024 ** 3
    const layout = layOut([large('a', 5 * GIB), large('b', 10), large('c', 0xfffffffe), large('d', 0xffffffff)])
    const buffers = layout.parts.flatMap(({ content }) => (Buffer.isBuffer(content) ? [content] : []))
    const versions = buffers.filter((one) => one.readUInt32LE(0) === 0x04034b50).map((one) => one.readUInt16LE(4))
    expect(versions).toEqual([45, 20, 20, 45])
    const listed = buffers.at(-2)!
    const offsetOfB = layout.parts.find(({ content }) => Buffer.isBuffer(content) && content.includes('b', 30))!.start
    const fields: [number, number, number, bigint[]][] = []
    for (let from = 0; from < listed.length;) {
      const [name, extra] = [listed.readUInt16LE(from + 28), listed.readUInt16LE(from + 30)]
      const at = from + 46 + name
      const numbers = listed.readUInt16LE(at) === 1 ? listed.readUInt16LE(at + 2) / 8 : 0
      fields.push([
        listed.readUInt16LE(from + 6),
        listed.readUInt32LE(from + 24),
        listed.readUInt32LE(from + 42),
        Array.from({ length: numbers }, (_, nth) => listed.readBigUInt64LE(at + 4 + 8 * nth)),
      ])
      from += 46 + name + extra
    }
    const c = BigInt(offsetOfB) + BigInt(30 + 1 + 9 + 10)
    const d = c + BigInt(30 + 1 + 9) + 0xfffffffen
    expect(fields).toEqual([
      [45, 0xffffffff, 0, [5n * BigInt(GIB), 5n * BigInt(GIB)]],
      [45, 10, 0xffffffff, [BigInt(offsetOfB)]],
      [45, 0xfffffffe, 0xffffffff, [c]],
      [45, 0xffffffff, 0xffffffff, [0xffffffffn, 0xffffffffn, d]],
    ])
    const end = buffers.at(-1)!
    expect([end.readUInt32LE(0), end.readBigUInt64LE(48)]).toEqual([
      0x06064b50,
      BigInt(layout.size - end.length - listed.length),
    ])
  })
})
