import { documentPath } from '@/lib/page-paths'
import type { TermsView } from '@/lib/terms/administering/get-terms'
import type { listAcceptances } from '@/lib/terms/administering/list-acceptances'
import { buttonClass } from '../ui/button-class'
import { ConfirmDialog } from '../ui/confirm-dialog'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'
import { Section } from '../ui/section'
import { Acceptances } from './acceptances'
import { AskedAgain } from './asked-again'
import { TermsVersions } from './terms-versions'

type Props = {
  terms: TermsView
  acceptances: Awaited<ReturnType<typeof listAcceptances>>
  remove: FormAction
  takeBack: FormAction
}

/** A document: what asks for it, its versions, and who accepted them. */
export function TermsPage({ terms, acceptances, remove, takeBack }: Props) {
  const { documentId, name, versions, policies } = terms
  return (
    <>
      <PageHeader
        title={name}
        back={{ href: '/admin/terms', label: 'Terms of use' }}
        action={
          <LinkButton href={`${documentPath(documentId)}/new-version`} variant="primary">
            New version
          </LinkButton>
        }
      />
      <dl className="grid max-w-prose grid-cols-[8rem_1fr] gap-x-4 gap-y-2">
        <dt className="text-muted">Asked for by</dt>
        <dd className="wrap-anywhere">{policies.length > 0 ? policies.join(', ') : 'No policy yet'}</dd>
        <dt className="text-muted">Asked again</dt>
        <dd>
          <AskedAgain terms={terms} />
        </dd>
      </dl>
      <div className="mt-4 flex flex-wrap gap-2">
        <LinkButton href={`${documentPath(documentId)}/edit`}>Change</LinkButton>
        <ConfirmDialog
          label="Delete"
          variant="quiet"
          title={`Delete ${name}?`}
          confirmLabel="Delete document"
          pendingLabel="Deleting"
          action={remove}
          fields={{ documentId }}
        >
          <p>No policy can ask for it any longer. Who accepted it stays in the trail and on each person’s page.</p>
        </ConfirmDialog>
      </div>
      <Section title="Versions" action={<TakeBack terms={terms} takeBack={takeBack} />}>
        <TermsVersions versions={versions} inForce={terms.inForce} />
      </Section>
      <Section title="Who accepted" id="acceptances" action={<Download documentId={documentId} />}>
        <Acceptances view={acceptances} documentId={documentId} versions={versions.map(({ number }) => number)} />
      </Section>
    </>
  )
}

/** For a version that should not have been put in force. The first one has none before it. */
function TakeBack({ terms: { documentId, name, inForce, before }, takeBack }: Pick<Props, 'terms' | 'takeBack'>) {
  if (before === null) return null
  return (
    <ConfirmDialog
      label={`Take version ${inForce} back`}
      size="small"
      variant="secondary"
      title={`Take version ${inForce} of ${name} back?`}
      confirmLabel="Take it back"
      pendingLabel="Taking it back"
      action={takeBack}
      fields={{ documentId }}
    >
      <input type="hidden" name="number" value={inForce} />
      <p>
        Version {before} is in force again from the next request on. Nobody is asked who has accepted either. Who
        accepted version {inForce} stays in the list below.
      </p>
    </ConfirmDialog>
  )
}

const Download = ({ documentId }: { documentId: string }) => (
  <a href={`${documentPath(documentId)}/acceptances.csv`} data-button className={buttonClass('secondary', 'small')}>
    Download CSV
  </a>
)
