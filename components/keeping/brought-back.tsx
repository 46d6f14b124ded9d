import { Button } from '../ui/button'
import { Time } from '../ui/time'

/** Says of a text that it was typed before and never sent. */
export const BroughtBack = ({ at, discard }: { at: Date; discard: () => void }) => (
  <p role="status" className="flex flex-wrap items-center gap-x-3 text-small text-muted">
    <span>
      You wrote this <Time value={at} /> and had not sent it.
    </span>
    <Button variant="quiet" size="small" onClick={discard}>
      Discard it
    </Button>
  </p>
)
