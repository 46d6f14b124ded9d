import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { TextsFields } from '../terms/texts-fields'
import { NoScript } from './no-script'

/** How deep a page's parts for browsers without JavaScript stand in each other. */
function depthOf(html: string) {
  let [depth, deepest] = [0, 0]
  for (const [tag] of html.matchAll(/<\/?noscript/g))
    deepest = Math.max(deepest, (depth += tag.startsWith('</') ? -1 : 1))
  return deepest
}

describe('what stands there without JavaScript', () => {
  it('is one part alone, however deep it is asked for', () => {
    const html = renderToStaticMarkup(
      <NoScript>
        outer <NoScript>inner</NoScript> again
      </NoScript>,
    )
    expect(html).toBe('<noscript>outer inner again</noscript>')
  })

  it('ends where the form of a document says: a field in the list of languages has its own', () => {
    const text = { language: 'en', title: '', format: 'markdown', markdown: '', kept: '' } as const
    const html = renderToStaticMarkup(<TextsFields texts={[text]} pdfLimit={1_000_000} mostLanguages={3} />)
    expect(html).toContain('Sending a file needs JavaScript')
    expect(depthOf(html)).toBe(1)
  })
})
