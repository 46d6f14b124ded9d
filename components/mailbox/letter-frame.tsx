'use client'
import { useEffect, useRef } from 'react'

/** A letter in a frame that can do nothing, as high as the letter is. */
export function LetterFrame({ src }: { src: string }) {
  const frame = useRef<HTMLIFrameElement>(null)
  useEffect(() => {
    const here = frame.current
    if (!here) return
    const follow = new ResizeObserver(() => fit(here))
    const watch = () => {
      const letter = here.contentDocument?.body
      if (letter) follow.observe(letter)
    }
    // The letter may be here before the page is alive.
    watch()
    here.addEventListener('load', watch)
    return () => {
      follow.disconnect()
      here.removeEventListener('load', watch)
    }
  }, [])
  return (
    <iframe
      ref={frame}
      title="The mail as it looks"
      src={src}
      sandbox="allow-same-origin"
      referrerPolicy="no-referrer"
      className="h-[36rem] w-full rounded border border-line bg-surface"
    />
  )
}

/** Makes the frame as high as what stands in it. */
function fit(frame: HTMLIFrameElement) {
  const page = frame.contentDocument?.documentElement
  if (!page) return
  // First low: a page is never lower than its window.
  frame.style.height = '0'
  frame.style.height = `${page.scrollHeight + frame.offsetHeight - frame.clientHeight}px`
}
