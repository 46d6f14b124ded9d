import Bowser from 'bowser'
import type { Platform } from '../policy'

const names: Record<string, Platform> = {
  windows: 'windows',
  macos: 'macos',
  linux: 'linux',
  android: 'android',
  ios: 'ios',
}

/** Platforms by user agent, at most 1,000. Kept, since few user agents make most requests, and parsing one runs some hundred regular expressions. */
const read = new Map<string, Platform | null>()
const MOST = 1000

/** Reads the platform that a user agent names. Null: it names none. */
export function platformOf(userAgent: string): Platform | null {
  const text = userAgent.slice(0, 400) || '-'
  const known = read.get(text)
  if (known !== undefined) return known
  const platform = readPlatform(text)
  if (read.size >= MOST) read.clear()
  read.set(text, platform)
  return platform
}

function readPlatform(userAgent: string): Platform | null {
  const name = Bowser.parse(userAgent).os.name
  return name ? (names[name.toLowerCase()] ?? 'other') : null
}
