import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepAuthSecret, prepareDataDir } from './data-dir'
import { readEnvFile } from './env-file'

let place: string
beforeEach(() => void (place = mkdtempSync(path.join(os.tmpdir(), 'foyer-data-'))))
afterEach(() => rmSync(place, { recursive: true, force: true }))

describe('the data directory', () => {
  it('is made for us alone', () => {
    prepareDataDir(path.join(place, 'a/b'))
    expect(statSync(path.join(place, 'a/b')).mode & 0o777).toBe(0o700)
  })

  it('says how to mend it when it can’t be written', () => {
    writeFileSync(path.join(place, 'file'), '')
    for (const where of ['file', 'file/data'])
      expect(() => prepareDataDir(path.join(place, where))).toThrow(/DATA_DIR .* can't be written .*set DATA_DIR/)
  })

  it.runIf(existsSync('/proc/self'))('gives up where nothing can ever be made', () => {
    expect(() => prepareDataDir('/proc/foyer')).toThrow(/DATA_DIR \/proc\/foyer can't be written/)
  })

  it.each(['files', 'auth-secret', 'postgres'])(
    'says whose account its %s needs, where another copied it there',
    (name) => {
      const copied = path.join(place, name)
      if (name === 'auth-secret') writeFileSync(copied, 'x', { mode: 0o600 })
      else mkdirSync(copied, { mode: 0o700 })
      const isRoot = process.getuid?.() === 0
      // Root opens everything: it is somebody else for a moment.
      if (isRoot) chownSync(place, 65534, 65534)
      else chmodSync(copied, 0)
      if (isRoot) process.seteuid!(65534)
      try {
        expect(() => prepareDataDir(place)).toThrow(
          new RegExp(`^${copied} belongs to another account \\(EACCES.*: as root, run chown -R \\S+ ${place}$`),
        )
      } finally {
        if (isRoot) process.seteuid!(0)
        chmodSync(copied, 0o700)
      }
    },
  )

  it('is not taken from others who use it', () => {
    chmodSync(place, 0o755)
    writeFileSync(path.join(place, 'theirs'), '')
    expect(() => prepareDataDir(place)).toThrow(/holds other things.*set DATA_DIR/)
    expect(statSync(place).mode & 0o777).toBe(0o755)
    writeFileSync(path.join(place, 'auth-secret'), '')
    prepareDataDir(place)
    expect(statSync(place).mode & 0o777).toBe(0o700)
  })
})

describe('the secret', () => {
  it('is made once, for its owner’s eyes, and kept', () => {
    const secret = keepAuthSecret(place)
    expect(Buffer.from(secret, 'base64')).toHaveLength(32)
    expect(keepAuthSecret(place)).toBe(secret)
    expect(statSync(path.join(place, 'auth-secret')).mode & 0o777).toBe(0o600)
    expect(readdirSync(place)).toEqual(['auth-secret'])
  })

  it('is never made over one that is there, however broken', () => {
    const file = path.join(place, 'auth-secret')
    for (const broken of ['', 'too short']) {
      writeFileSync(file, broken)
      expect(() => keepAuthSecret(place)).toThrow(/too short.*backup/)
      expect(readFileSync(file, 'utf8')).toBe(broken)
    }
  })
})

describe('.env', () => {
  it('gives what the environment does not', () => {
    const file = path.join(place, '.env')
    writeFileSync(
      file,
      '# ours\nPORT=4000\nMAIL_FROM="Woodgrove Bank <foyer@woodgrove.example>"\nexport SMTP_URL=smtp://mail\n',
    )
    const environment: Record<string, string | undefined> = { PORT: '5000' }
    readEnvFile(file, environment)
    expect(environment).toEqual({
      PORT: '5000',
      MAIL_FROM: 'Woodgrove Bank <foyer@woodgrove.example>',
      SMTP_URL: 'smtp://mail',
    })
  })

  it('may be missing, but not unreadable', () => {
    expect(existsSync(path.join(place, '.env'))).toBe(false)
    readEnvFile(path.join(place, '.env'), {})
    expect(() => readEnvFile(place, {})).toThrow(/can't be read/)
  })
})
