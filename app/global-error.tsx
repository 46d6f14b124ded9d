'use client'
import './globals.css'
import ErrorPage from './error'

/** Stands in for the whole document when even the layout could not be made. */
export default function GlobalError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en" data-theme="system">
      <body>
        <title>This page could not be shown · Foyer</title>
        <ErrorPage {...props} />
      </body>
    </html>
  )
}
