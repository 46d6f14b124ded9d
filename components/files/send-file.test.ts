import { afterEach, expect, it, vi } from 'vitest'
import { sendFile } from './send-file'

/** The browser's end of a request, as far as sending a file goes. */
class Request {
  static last: Request
  upload: { onprogress?: (event: { loaded: number; timeStamp: number }) => void } = {}
  status = 201
  responseText = JSON.stringify({ fileId: 'f1', name: 'a.txt', size: 1 })
  onload = () => {}
  open() {}
  setRequestHeader() {}
  send() {
    Request.last = this
  }
}

afterEach(() => vi.unstubAllGlobals())

it('tells how much has left ten times a second at most, however often the browser does', async () => {
  vi.stubGlobal('XMLHttpRequest', Request)
  const told: number[] = []
  const sent = sendFile(new File(['a'], 'a.txt'), {
    spaceId: null,
    onProgress: (loaded) => told.push(loaded),
    signal: new AbortController().signal,
  })
  for (let at = 0; at < 1000; at++) Request.last.upload.onprogress!({ loaded: at, timeStamp: at })
  Request.last.onload()
  expect(await sent).toMatchObject({ fileId: 'f1' })
  expect(told).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900])
})
