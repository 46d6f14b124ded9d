import { counted } from '@/lib/counted'
import { isolated } from '@/lib/own-direction'
import type { ShareView } from '@/lib/sharing/get-share'
import { ConfirmDialog } from '../ui/confirm-dialog'
import type { FormAction } from '../ui/form-state'
import { namesInWords } from './choices'

/** Deleting cuts everybody off at once, so it says first whom, and until when it can be restored. */
export function DeleteShare({ share, remove }: { share: ShareView; remove: FormAction }) {
  const { resourceId, title, kind, cutsOff, trashDays } = share
  const { people, names, links, things } = cutsOff
  return (
    <div className="flex flex-wrap items-center justify-between gap-4">
      <p className="max-w-prose text-muted">
        Deleting takes it away from everybody at once. To end the access of some, revoke it above.
      </p>
      <ConfirmDialog
        label="Delete…"
        title={`Delete “${isolated(title)}”?`}
        confirmLabel={`Delete ${kind}`}
        pendingLabel="Deleting"
        action={remove}
        fields={{ resourceId }}
        ariaLabel={`Delete ${title}`}
      >
        <ul className="flex list-disc flex-col gap-1.5 pl-5">
          <li>
            {people > 0
              ? `${namesInWords(names, people)} ${people === 1 ? 'loses' : 'lose'} access at once. People who have accepted are told by mail.`
              : 'Nobody loses access: it is shared with nobody.'}
          </li>
          {links > 0 && <li>{counted(links, 'share link stops', 'share links stop')} working.</li>}
          {things > 0 && <li>{counted(things, 'thing in it goes', 'things in it go')} with it.</li>}
        </ul>
        <p>
          {trashDays > 0
            ? `It goes to the trash, from where it can be restored for ${counted(trashDays, 'day', 'days')}.`
            : 'This can’t be undone. Its files are erased from this server a week later.'}
        </p>
      </ConfirmDialog>
    </div>
  )
}
