'use client'
import { Download } from 'lucide-react'
import { useState, type MouseEvent } from 'react'
import { buttonClass, type ButtonVariant } from './button-class'
import { refusalOf } from './refusal-of'

type Props = {
  href: string
  label?: string
  /** The look of the button. */
  variant?: ButtonVariant
  /** The look of a link among words. Undefined: a button. */
  className?: string
  /** The path of the page that leads to what has to be done first. Undefined: the page that is open. */
  page?: string
}

/**
 * Downloads something. With script it asks first whether it may, and says here why not; the anchor has no `download`
 * attribute, so that without script a refusal is shown too and never saved under the file's name.
 */
export function DownloadLink({ href, label = 'Download', variant = 'primary', className, page }: Props) {
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
      <a
        href={href}
        onClick={(event) => void start(event)}
        data-button={className ? undefined : true}
        className={className ?? buttonClass(variant)}
      >
        {!className && <Download aria-hidden />}
        {label}
      </a>
      <div role="alert" className="contents">
        {problem && <Problem problem={problem} page={page} />}
      </div>
    </>
  )
}

/** A page, asked for again, leads to whatever is to be done first. */
const Problem = ({ problem, page }: { problem: string; page?: string }) => (
  <p className="order-last basis-full font-normal text-danger">
    Nothing was downloaded. {problem}{' '}
    <a href={page ?? ''} className="-my-2.5 inline-flex min-h-11 items-center underline underline-offset-4">
      {page ? 'Open its page' : 'Load this page again'}
    </a>
  </p>
)
