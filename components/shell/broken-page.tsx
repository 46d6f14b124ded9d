'use client'
import { Button } from '../ui/button'
import { buttonClass } from '../ui/button-class'
import { useOnline } from '../ui/use-online'
import { DoorPage } from './door-page'
import { NO_ROOM } from './no-room'

type Props = {
  /** By which the server's own record of what happened is found; null: it happened in the browser. */ reference:
    string | null
  retry: () => void
}

/** What stands in place of a page that could not be shown: what happened, whose fault it is if anybody’s, and the way on. */
export function BrokenPage({ reference, retry }: Props) {
  const online = useOnline()
  const full = reference === NO_ROOM
  return (
    <>
      <title>This page could not be shown · Foyer</title>
      <DoorPage title="This page could not be shown" name="Foyer">
        <p>
          {full ? FULL : happened(reference, online)} What was saved before is safe, and a long text that you were
          writing is there again when you open its form.
        </p>
        {reference && !full && (
          <p className="text-small">
            Reference <span className="font-mono">{reference}</span>
          </p>
        )}
        <p className="flex flex-wrap gap-2">
          <Button variant="primary" onClick={retry}>
            Try again
          </Button>
          <a href="/" data-button className={buttonClass()}>
            Go to the start
          </a>
        </p>
      </DoorPage>
    </>
  )
}

const FULL =
  'The server’s disk is full, and to show this page something has to be saved. Tell an administrator, and try again once there is room.'

function happened(reference: string | null, online: boolean) {
  if (reference) return 'Foyer failed while it made this page. If it stays so, tell an administrator the reference.'
  return online
    ? 'It did not arrive whole, or stopped working in this browser.'
    : 'This device is offline, so the page did not arrive.'
}
