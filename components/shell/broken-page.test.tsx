import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { BrokenPage } from './broken-page'

const shown = (reference: string | null) => renderToStaticMarkup(<BrokenPage reference={reference} retry={() => {}} />)

describe('the page that stands in for one that could not be shown', () => {
  it('has a name, the way home and a way to try again', () => {
    for (const reference of [null, '42']) {
      expect(shown(reference)).toMatch(/>Foyer</)
      expect(shown(reference)).toMatch(/<a href="\/"[^>]*>Go to the start/)
      expect(shown(reference)).toContain('Try again')
    }
  })

  it('blames Foyer only for what has its reference', () => {
    expect(shown('1234567')).toContain('Foyer failed while it made this page')
    expect(shown('1234567')).toContain('1234567')
    expect(shown(null)).not.toMatch(/fault|failed|Reference/)
  })
})
