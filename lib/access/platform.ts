import Bowser from 'bowser'
import type { Platform } from '../policy'

const known: Record<string, Platform> = { windows: 'windows', macos: 'macos', linux: 'linux', android: 'android', ios: 'ios' }

/** What a user agent says it runs on; null where it says nothing that can be read. */
export function platformOf(userAgent: string): Platform | null {
  const name = Bowser.parse(userAgent.slice(0, 400) || '-').os.name
  return name ? (known[name.toLowerCase()] ?? 'other') : null
}
