import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { root } from './root.js'

// As lib/log writes them, which is not there yet: whatever it needs may just be being installed.

const isJson = () => (process.env.LOG_FORMAT || ofFile().LOG_FORMAT) === 'json'

function ofFile() {
  const file = path.join(root, '.env')
  try {
    return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
  } catch {
    // The server itself says what is wrong with it.
    return {}
  }
}

const line = (level, message) =>
  isJson()
    ? JSON.stringify({
        level,
        time: new Date().toISOString(),
        part: 'starter',
        message: message.replace(/\s*\n\s*/g, ' '),
      })
    : message

/** Tells what is done before the server runs. */
export const say = (message) => console.log(line('info', message))

/** Tells why nothing goes on. */
export const complain = (message) => console.error(line('fatal', message))
