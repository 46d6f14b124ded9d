import { counted } from '@/lib/counted'
import { isolated } from '@/lib/own-direction'
import type { ShareView } from '@/lib/sharing/get-share'
import { ActionForm } from '../ui/action-form'
import { ConfirmDialog } from '../ui/confirm-dialog'
import type { FormAction } from '../ui/form-state'
import { SelectField } from '../ui/select-field'
import { SubmitButton } from '../ui/submit-button'

type Props = { share: ShareView; putIntoSpace: FormAction; takeOut: FormAction }

/** The space that it is in, or the way into one. */
export const SharePlace = ({ share, putIntoSpace, takeOut }: Props) =>
  share.space ? <Out share={share} takeOut={takeOut} /> : <Into share={share} putIntoSpace={putIntoSpace} />

/** Who will open it then stands beside each space, so that it is read before it is chosen. */
const Into = ({ share: { resourceId, places }, putIntoSpace }: Pick<Props, 'share' | 'putIntoSpace'>) => (
  <ActionForm action={putIntoSpace} className="max-w-md" label="Put into a space">
    <input type="hidden" name="resourceId" value={resourceId} />
    <SelectField
      label="Space"
      name="spaceId"
      hint="Everybody in it can open this at once, and those who manage it govern it with you. Who has it now keeps it."
      options={[
        { value: '', label: 'Choose a space' },
        ...places.map(({ spaceId, name, people }) => ({
          value: spaceId,
          label: `${isolated(name)} (${counted(people, 'person', 'people')})`,
        })),
      ]}
    />
    <div>
      <SubmitButton variant="secondary" pendingLabel="Putting">
        Put into the space
      </SubmitButton>
    </div>
  </ActionForm>
)

const Out = ({ share: { resourceId, title, space, ofGuest }, takeOut }: Pick<Props, 'share' | 'takeOut'>) =>
  ofGuest ? (
    <p className="max-w-prose text-muted">A guest added this, so it stays in the space. You can delete it below.</p>
  ) : (
    <div className="flex flex-wrap items-center justify-between gap-4">
      <p className="max-w-prose text-muted">Out of the space you share it with people by name, as anything else.</p>
      <ConfirmDialog
        label="Take out…"
        title={`Take “${isolated(title)}” out of the space?`}
        confirmLabel="Take out of the space"
        pendingLabel="Taking out"
        action={takeOut}
        fields={{ resourceId }}
        ariaLabel={`Take ${title} out of the space`}
      >
        <p>
          {`The ${counted(space!.people, 'person', 'people')} in ${isolated(space!.title)} can open it no longer, but for those listed above. You share it from then on, and can put it back.`}
        </p>
      </ConfirmDialog>
    </div>
  )
