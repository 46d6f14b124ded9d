import { afterEach, expect, it, vi } from 'vitest'
import { refusalOf } from './refusal-of'

afterEach(() => vi.unstubAllGlobals())

const answers = (answer: () => Promise<Response>) => vi.stubGlobal('fetch', vi.fn(answer))
const refused =
  (status: number, headers = {}) =>
  async () =>
    new Response(null, { status, headers })

it('is null where it may be downloaded, and the head alone is asked for', async () => {
  answers(refused(200))
  expect(await refusalOf('/api/files/1?download=1')).toBeNull()
  expect(fetch).toHaveBeenCalledWith('/api/files/1?download=1', expect.objectContaining({ method: 'HEAD' }))
})

it('says what the server says', async () => {
  answers(refused(403, { 'x-foyer-sentence': encodeURIComponent('It’s not yours.') }))
  expect(await refusalOf('/x')).toBe('It’s not yours.')
})

it.each([[{}], [{ 'x-foyer-sentence': '%E0%A4%A' }]])(
  'says something where the answer is not ours: %j',
  async (headers) => {
    answers(refused(502, headers))
    expect(await refusalOf('/x')).toBe('This can’t be downloaded just now. Try again in a moment.')
  },
)

it('says so where there is no answer at all', async () => {
  answers(() => Promise.reject(new TypeError('Failed to fetch')))
  expect(await refusalOf('/x')).toMatch(/^There was no answer/)
})
