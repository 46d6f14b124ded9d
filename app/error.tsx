'use client'
import { DoorPage } from '@/components/shell/door-page'
import { Button } from '@/components/ui/button'

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <DoorPage title="This page could not be shown">
      <p>The fault is on our side, and nothing you did is lost. Try again; if it stays, tell the person who shared with you.</p>
      {error.digest && (
        <p className="text-small">
          Reference <span className="font-mono">{error.digest}</span>
        </p>
      )}
      <p>
        <Button variant="primary" onClick={reset}>
          Try again
        </Button>
      </p>
    </DoorPage>
  )
}
