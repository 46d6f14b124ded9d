'use client'
import './globals.css'
import { BrokenPage } from '@/components/shell/broken-page'

type Props = { error: Error & { digest?: string }; /** Asks for the page anew. */ retry: () => void }

/** Stands in for the whole document when even the layout could not be made. */
export default function GlobalError({ error, retry }: Props) {
  return (
    <html lang="en" data-theme="system">
      <body>
        <BrokenPage reference={error.digest ?? null} retry={retry} />
      </body>
    </html>
  )
}
