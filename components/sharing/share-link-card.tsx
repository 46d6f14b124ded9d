import { Ban, CircleCheck, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { counted } from '@/lib/counted'
import type { ShareLinkRow } from '@/lib/sharing/list-share-links'
import { roleInWords } from '@/lib/role'
import { Chip } from '../ui/chip'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { CopyField } from '../ui/copy-field'
import type { FormAction } from '../ui/form-state'
import { RadioGroup } from '../ui/radio-group'
import { Day } from '../ui/day'

type Props = { link: ShareLinkRow; open: boolean; revoke: FormAction }

/** One share link: for whom, on what terms, how many it brought in, and the address to pass on. */
export function ShareLinkCard({ link, open, revoke }: Props) {
  const { url, role, endsAt, status } = link
  return (
    <li className="flex flex-col gap-3 border-b border-line py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="flex flex-col gap-1">
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
            {audience(link)}
            {chips[status]}
          </span>
          <span className="text-small text-muted">
            {roleInWords[role]} ·{' '}
            {endsAt ? (
              <>
                until <Day value={endsAt} />
              </>
            ) : (
              'no end'
            )}{' '}
            · {counts(link)}
          </span>
        </div>
        <RevokeLink link={link} revoke={revoke} />
      </div>
      {url && (
        <details open={open} className="group/link">
          <summary className="-ml-1 inline-flex min-h-11 items-center px-1 text-small font-medium text-accent group-open/link:sr-only">
            Show the link
          </summary>
          <CopyField label="Share link" value={url} />
        </details>
      )}
    </li>
  )
}

const chips: Record<ShareLinkRow['status'], ReactNode> = {
  open: (
    <Chip icon={<CircleCheck />} tone="accent">
      Open
    </Chip>
  ),
  full: (
    <Chip icon={<UsersRound />} tone="warning">
      Full
    </Chip>
  ),
  ended: <Chip icon={<Ban />}>Ended</Chip>,
  closed: <Chip icon={<Ban />}>Closed: its maker is disabled</Chip>,
  revoked: <Chip icon={<Ban />}>Revoked</Chip>,
}

function audience({ audience, domains }: ShareLinkRow) {
  if (audience === 'invited') return 'For invited people'
  return audience === 'anyone'
    ? 'For anyone with a proven address'
    : `For people at ${new Intl.ListFormat('en', { type: 'disjunction' }).format(domains)}`
}

function counts({ audience, peopleCount, maxPeople }: ShareLinkRow) {
  if (audience === 'invited') return 'brings in nobody new'
  return maxPeople
    ? `${peopleCount} of at most ${counted(maxPeople, 'person', 'people')} came`
    : `${counted(peopleCount, 'person', 'people')} came`
}

function RevokeLink({ link, revoke }: Omit<Props, 'open'>) {
  const { shareLinkId, peopleNow } = link
  const came = counted(peopleNow, 'person who came through it has', 'people who came through it have')
  return (
    <ConfirmDialog
      label="Revoke link"
      title="Revoke this link?"
      confirmLabel="Revoke link"
      pendingLabel="Revoking"
      action={revoke}
      fields={{ shareLinkId, ...(peopleNow === 0 && { people: 'stay' }) }}
      variant="quiet"
      size="small"
      ariaLabel={`Revoke the link ${audience(link).replace('For', 'for')}`}
    >
      <p>It stops working at once, wherever it was passed on. A new link can be created, but not this one again.</p>
      {peopleNow > 0 && (
        <RadioGroup
          legend={`${came} access now.`}
          name="people"
          defaultValue="stay"
          options={[
            { value: 'stay', label: 'They keep their access' },
            { value: 'go', label: 'Revoke their access, too' },
          ]}
        />
      )}
    </ConfirmDialog>
  )
}
