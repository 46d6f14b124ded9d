import type { ReactNode } from 'react'
import { sharePath, spacePath } from '@/lib/page-paths'
import type { SharedResourceView } from '@/lib/sharing/get-shared-resource'
import { Banner } from '../ui/banner'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'
import { Terms } from './terms'
import { GiveUp } from './give-up'

type Props = {
  resource: SharedResourceView
  giveUp: FormAction
  /** The content, or what stands before it. */
  children: ReactNode
}

/** A resource as the person it is shared with meets it: what it is, on what terms, and then the thing itself. */
export function ResourcePage({ resource, giveUp, children }: Props) {
  const { resourceId, title, note, mine, grant, space } = resource
  return (
    <article className="max-w-3xl">
      <PageHeader
        title={title}
        back={
          space
            ? { href: spacePath(space.id), label: space.title }
            : { href: '/shared-with-me', label: 'Shared with me' }
        }
        description={<Terms resource={resource} />}
      />
      {mine && (
        <div className="mb-8">
          <Banner
            action={
              <LinkButton href={sharePath(resourceId)} size="small">
                See who can open it
              </LinkButton>
            }
          >
            {space
              ? 'You manage the space that this is in. Everybody there sees it like this.'
              : 'You share this. It looks like this to the people you share it with.'}
          </Banner>
        </div>
      )}
      {note && (
        <p dir="auto" className="mb-8 max-w-prose wrap-anywhere whitespace-pre-line">
          {note}
        </p>
      )}
      {children}
      {grant && <GiveUp grant={grant} giveUp={giveUp} />}
    </article>
  )
}
