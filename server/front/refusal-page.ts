import type { ServerResponse } from 'node:http'

/** Where a reader goes on from a refusal. */
export type WayOn = { href: string; word: string }

/**
 * Answers whoever followed a link to bytes and may not have them: in words, with the status of a refusal, so that no
 * browser and no program takes it for the file and saves it under the file's name.
 */
export function tellReader(response: ServerResponse, status: number, sentence: string, wayOn: WayOn | null) {
  const body = page(sentence, wayOn)
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(body)
}

const page = (sentence: string, wayOn: WayOn | null) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Nothing was downloaded</title>
<h1>Nothing was downloaded</h1>
<p>${escaped(sentence)}</p>
${wayOn ? `<p><a href="${escaped(wayOn.href)}">${escaped(wayOn.word)}</a></p>` : ''}
</html>
`

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
