import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { DownloadLink } from './download-link'

it.each([
  [
    'a button',
    <DownloadLink key="b" href="/api/files/a?download=1" />,
    /<a href="\/api\/files\/a\?download=1" [^>]*><svg.*<\/svg>Download<\/a>/,
  ],
  [
    'a link among words',
    <DownloadLink key="w" href="/api/files/a?version=1" label="Download version 1" className="underline" />,
    /<a href="\/api\/files\/a\?version=1" class="underline">Download version 1<\/a>/,
  ],
])('a download is, without script, %s that shows what it is answered and saves no refusal', (_, element, link) => {
  const markup = renderToStaticMarkup(element)
  expect(markup).toMatch(link)
  expect(markup).not.toMatch(/<a[^>]* download[ =>]/)
})
