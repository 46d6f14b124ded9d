'use client'
import { Download } from 'lucide-react'
import { useState, type MouseEvent } from 'react'
import { buttonClass } from './button-class'
import { refusalOf } from './refusal-of'

/**
 * Downloads something. With script it asks first whether it may, and says here why not; the anchor has no `download`
 * attribute, so that without script a refusal is shown too and never saved under the file's name.
 */
export function DownloadLink({ href }: { href: string }) {
  const [problem, setProblem] = useState<string | null>(null)

  async function start(event: MouseEvent) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    const refusal = await refusalOf(href)
    setProblem(refusal)
    if (!refusal) location.assign(href)
  }

  return (
    <>
      <a href={href} onClick={(event) => void start(event)} data-button className={buttonClass('primary')}>
        <Download aria-hidden />
        Download
      </a>
      <div role="alert" className="contents">
        {problem && <Problem problem={problem} />}
      </div>
    </>
  )
}

/** The page itself, asked for again, leads to whatever is to be done first. */
const Problem = ({ problem }: { problem: string }) => (
  <p className="order-last basis-full text-danger">
    Nothing was downloaded. {problem}{' '}
    <a href="" className="-my-2.5 inline-flex min-h-11 items-center underline underline-offset-4">
      Load this page again
    </a>
  </p>
)
