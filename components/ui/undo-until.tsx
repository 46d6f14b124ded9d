import { NoScript } from './no-script'
import { Time } from './time'

/** Until when an undo is taken, beside its button: where there is no script, nothing else says so or takes it away. */
export const UndoUntil = ({ at }: { at: Date }) => (
  <NoScript>
    <span className="text-small whitespace-nowrap text-muted">
      until <Time value={at} mode="clock" />
    </span>
  </NoScript>
)
