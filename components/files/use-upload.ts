'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type SentFile, sendFile } from './send-file'
import { sizeInWords } from '@/lib/counted'
import { mark, speedOf } from './transfer'

export type Upload =
  | { state: 'none' }
  | { state: 'sending'; file: File; sent: number; speed: number | null }
  | { state: 'failed'; file: File; problem: string }
  | { state: 'here'; file: SentFile }

/** `limit`: bytes. `advice`: what to do about a file that is too large. `spaceId`: the space that it is for. */
type Options = { limit: number; advice?: string; spaceId?: string | null }

/** Sends a chosen file at once and tells how far it is. One at a time: another choice takes the place of the first. */
export function useUpload({ limit, advice = 'Share a link to it instead.', spaceId = null }: Options) {
  const [upload, setUpload] = useState<Upload>({ state: 'none' })
  const under = useRef<AbortController>(null)

  const cancel = useCallback(() => {
    under.current?.abort()
    setUpload({ state: 'none' })
  }, [])

  const send = useCallback(
    async (file: File) => {
      under.current?.abort()
      if (file.size > limit) return setUpload({ state: 'failed', file, problem: `${tooLarge(file, limit)} ${advice}` })
      const controller = (under.current = new AbortController())
      let marks = mark([], 0)
      setUpload({ state: 'sending', file, sent: 0, speed: null })
      const onProgress = (sent: number) => {
        marks = mark(marks, sent)
        setUpload({ state: 'sending', file, sent, speed: speedOf(marks) })
      }
      const then = (next: Upload) => controller.signal.aborted || setUpload(next)
      await sendFile(file, { spaceId, onProgress, signal: controller.signal }).then(
        (here) => then({ state: 'here', file: here }),
        (error: Error) => then({ state: 'failed', file, problem: error.message }),
      )
    },
    [limit, advice, spaceId],
  )

  const sending = upload.state === 'sending'
  useEffect(() => {
    if (!sending) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [sending])
  useEffect(() => () => under.current?.abort(), [])

  return { upload, send, cancel }
}

const tooLarge = (file: File, limit: number) =>
  `This file has ${sizeInWords(file.size)}; files can have at most ${sizeInWords(limit)}.`
