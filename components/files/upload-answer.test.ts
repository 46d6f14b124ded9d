import { describe, expect, it } from 'vitest'
import { uploadAnswer } from './upload-answer'

const page = '<html><body><h1>nginx</h1></body></html>'

describe('what an answer to an upload is told for', () => {
  it.each([
    [413, 'too large for a proxy in front'],
    [502, 'not reachable just now'],
    [503, 'not reachable just now'],
    [504, 'not reachable just now'],
    [401, 'Sign in again'],
    [403, 'Sign in again'],
    [200, 'Something else answered'],
    [201, 'Something else answered'],
    [500, 'status 500'],
    [407, 'status 407'],
  ])('a page with status %i says “%s”', (status, words) => {
    expect(uploadAnswer(status, page)).toContain(words)
    expect(uploadAnswer(status, '')).toContain(words)
  })

  it('shows Foyer’s own sentence whatever the status', () => {
    for (const status of [401, 403, 413, 422, 507])
      expect(uploadAnswer(status, JSON.stringify({ error: 'There is no room left.' }))).toBe('There is no room left.')
  })

  it('takes no other JSON for it', () => {
    for (const text of ['null', '1', '[]', '{"error":7}', '{"message":"x"}'])
      expect(uploadAnswer(502, text)).toContain('not reachable')
  })
})
