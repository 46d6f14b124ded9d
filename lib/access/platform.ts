import Bowser from 'bowser'
import type { Platform } from '../policy'

const names: Record<string, Platform> = {
  windows: 'windows',
  macos: 'macos',
  linux: 'linux',
  android: 'android',
  ios: 'ios',
}

/** User agents read lately: the same few ask again and again, and each takes a hundred expressions to read. */
const read = new Map<string, Platform | null>()
const MOST = 1000

/** What a user agent says it runs on; null where it says nothing that can be read. */
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
