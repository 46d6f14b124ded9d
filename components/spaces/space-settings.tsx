import { counted } from '@/lib/counted'
import { editPath, sharePath, spaceTrashPath } from '@/lib/page-paths'
import type { SpaceSettings as View } from '@/lib/sharing/spaces/get-space-settings'
import { ActionForm } from '../ui/action-form'
import { Banner } from '../ui/banner'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { Day } from '../ui/day'
import type { FormAction } from '../ui/form-state'
import { Link } from '../ui/link'
import { OrganizationClocks } from '../ui/organization-zone'
import { Section } from '../ui/section'
import { SubmitButton } from '../ui/submit-button'
import { TextField } from '../ui/text-field'

type Props = { settings: View; actions: Record<'endForGuests' | 'archive' | 'reopen', FormAction> }

/** How long a space lasts: its end for guests, and its archive. */
export const SpaceSettings = ({ settings, actions }: Props) => (
  <>
    <Section
      title="End for guests"
      description="After this day guests can open nothing in this space, whatever end their own access has. Move the day, and they are back. Members stay."
    >
      <EndForGuests settings={settings} save={actions.endForGuests} />
    </Section>
    <Section title="Archive">
      <Archive settings={settings} archive={actions.archive} reopen={actions.reopen} />
    </Section>
    <Section title="Size">
      <p className="max-w-prose text-muted">
        {`It holds ${counted(settings.things, 'thing', 'things')}, ${settings.size} of files with their older versions. There is room for ${counted(settings.left, 'thing', 'things')} more.`}
      </p>
    </Section>
    <Section title="More">
      <ul className="flex flex-col gap-2">
        <li>
          <Link className="underline underline-offset-4" href={editPath(settings.spaceId)}>
            Name and purpose
          </Link>
        </li>
        <li>
          <Link className="underline underline-offset-4" href={sharePath(settings.spaceId)}>
            Links, sensitivity and history
          </Link>
        </li>
        <li>
          <Link className="underline underline-offset-4" href={spaceTrashPath(settings.spaceId)}>
            Trash
          </Link>
        </li>
      </ul>
    </Section>
  </>
)

const EndForGuests = ({ settings: { spaceId, guestsUntil, over }, save }: { settings: View; save: FormAction }) => (
  <ActionForm action={save} className="max-w-guest" label="End for guests">
    {over && <Banner>This space has ended for guests: none of them can open it.</Banner>}
    <input type="hidden" name="spaceId" value={spaceId} />
    <TextField
      label="Last day for guests"
      name="guestsUntil"
      type="date"
      defaultValue={guestsUntil ?? ''}
      hint={
        <>
          Left empty, there is no end. It ends with this day, by <OrganizationClocks />.
        </>
      }
    />
    <div>
      <SubmitButton variant="secondary" pendingLabel="Saving">
        Save
      </SubmitButton>
    </div>
  </ActionForm>
)

type ArchiveProps = { settings: View; archive: FormAction; reopen: FormAction }

const Archive = ({ settings: { spaceId, title, archivedAt }, archive, reopen }: ArchiveProps) =>
  archivedAt ? (
    <ActionForm action={reopen} className="max-w-prose" label="Archive">
      <input type="hidden" name="spaceId" value={spaceId} />
      <p className="text-muted">
        Archived on <Day value={archivedAt} />. Everybody in it can read it; nobody can add to it or change anything.
      </p>
      <div>
        <SubmitButton variant="secondary" pendingLabel="Opening">
          Open for work again
        </SubmitButton>
      </div>
    </ActionForm>
  ) : (
    <div className="flex flex-wrap items-center justify-between gap-4">
      <p className="max-w-prose text-muted">
        When the work is done: the space stays for reading, as it is. You can open it for work again at any time.
      </p>
      <ConfirmDialog
        label="Archive…"
        title="Archive this space?"
        confirmLabel="Archive space"
        confirmVariant="primary"
        pendingLabel="Archiving"
        action={archive}
        fields={{ spaceId }}
        ariaLabel={`Archive ${title}`}
      >
        <p>Everybody in it can go on reading. Nobody can add, change, move or delete anything in it, you neither.</p>
      </ConfirmDialog>
    </div>
  )
