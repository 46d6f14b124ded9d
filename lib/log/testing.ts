import { vi } from 'vitest'
import { out } from './out'
import { state } from './log'

/** Answers how to read what the log has said since it was last read. */
export function readLog() {
  const write = vi.mocked(out.write)
  return () => {
    const said = write.mock.calls.map(([line]) => line)
    write.mockClear()
    return said
  }
}

/** From here on lines are written as a process of Foyer would: as text, or as JSON. Answers how to speak as before. */
export function speaking(part: NonNullable<ReturnType<typeof state>['part']>, format: 'text' | 'json') {
  const { part: before } = state()
  state().part = part
  vi.stubEnv('LOG_FORMAT', format)
  return () => {
    state().part = before
    vi.unstubAllEnvs()
  }
}
