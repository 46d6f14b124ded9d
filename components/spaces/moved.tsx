import { counted } from '@/lib/counted'
import { isolated } from '@/lib/own-direction'
import type { SpaceView } from '@/lib/sharing/spaces/get-space'
import { ActionForm } from '../ui/action-form'
import { Banner } from '../ui/banner'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'
import { Undo } from '../ui/undo'
import { UndoUntil } from '../ui/undo-until'

type Props = { spaceId: string; from: string; moved: NonNullable<SpaceView['moved']>; undo: FormAction }

/** What was just moved, while it can be moved back. */
export const Moved = ({ spaceId, from, moved: { moveId, name, entries, into, until, secondsLeft }, undo }: Props) => (
  <Undo key={moveId} secondsLeft={secondsLeft}>
    <div role="status" className="mb-4">
      <Banner
        tone="accent"
        action={
          <ActionForm action={undo} inline>
            <input type="hidden" name="spaceId" value={spaceId} />
            <input type="hidden" name="moveId" value={moveId} />
            <input type="hidden" name="from" value={from} />
            <SubmitButton variant="secondary" size="small" pendingLabel="Undoing">
              Undo
            </SubmitButton>
            <UndoUntil at={until} />
          </ActionForm>
        }
      >
        <span className="wrap-anywhere">
          Moved {name === null ? counted(entries, 'entry', 'entries') : isolated(name)}{' '}
          {into === null ? 'out of all folders' : `to ${isolated(into)}`}.
        </span>
      </Banner>
    </div>
  </Undo>
)
