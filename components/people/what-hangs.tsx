import { Fragment } from 'react'
import { counted } from '@/lib/counted'
import { isolated } from '@/lib/own-direction'
import { sharePath } from '@/lib/page-paths'
import type { Hanging } from '@/lib/people/members/what-hangs.sql'
import { Banner } from '../ui/banner'
import { Link } from '../ui/link'

/** Reviews and spaces named before the rest is counted. */
const MOST_NAMED = 5

function namesInWords(names: string[]) {
  const named = names.slice(0, MOST_NAMED).map((name) => `“${isolated(name)}”`)
  const more = names.length - named.length
  return new Intl.ListFormat('en').format(more > 0 ? [...named, `${more} more`] : named)
}

function linesOf({ shares, links, invitations, guests, reviews, spaces }: Hanging) {
  return [
    shares > 0 && `${counted(shares, 'share stays', 'shares stay')} with those who have access`,
    links > 0 && counted(links, 'link lets nobody new in', 'links let nobody new in'),
    invitations > 0 && `${counted(invitations, 'invitation', 'invitations')} can’t be accepted`,
    guests > 0 && `${counted(guests, 'guest has', 'guests have')} nobody who answers for them`,
    reviews.length > 0 && `${namesInWords(reviews)} ${reviews.length === 1 ? 'lacks' : 'lack'} them as a reviewer`,
    spaces.length > 0 &&
      `${namesInWords(spaces.map(({ title }) => title))} ${spaces.length === 1 ? 'has' : 'have'} nobody who manages ${spaces.length === 1 ? 'it' : 'them'}`,
  ].filter((line) => line !== false)
}

const Lines = ({ lines }: { lines: string[] }) => (
  <ul className="ml-5 list-disc">
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
)

/** What waits for somebody else while a member is disabled; nothing where nothing does. */
export function WhileDisabled({ hanging }: { hanging: Hanging }) {
  const lines = linesOf(hanging)
  if (lines.length === 0) return null
  return (
    <div className="mb-6">
      <Banner tone="warning">
        <p>Disabled. Until they are enabled again:</p>
        <Lines lines={lines} />
        {hanging.spaces.length > 0 && (
          <p>
            Name who manages{' '}
            {hanging.spaces.map(({ id, title }, nth) => (
              <Fragment key={id}>
                {nth > 0 && ', '}
                <Link className="underline underline-offset-4" href={sharePath(id)}>
                  <bdi>{title}</bdi>
                </Link>
              </Fragment>
            ))}
            .
          </p>
        )}
      </Banner>
    </div>
  )
}

/** What happens when a member is disabled, with everything that hangs on them. */
export function AfterDisabling({ hanging }: { hanging: Hanging }) {
  const lines = linesOf(hanging)
  return (
    <>
      <p>
        They are signed out everywhere and get no code.{' '}
        {lines.length > 0 ? 'At once, until they are enabled again:' : 'Nothing else hangs on them.'}
      </p>
      {lines.length > 0 && <Lines lines={lines} />}
      <p className="text-muted">They and the other administrators are told by mail.</p>
    </>
  )
}

/** What opens again with a member who is enabled. */
export function AfterEnabling({ hanging: { links, invitations } }: { hanging: Hanging }) {
  const again = [
    links > 0 && counted(links, 'link', 'links'),
    invitations > 0 && counted(invitations, 'invitation', 'invitations'),
  ].filter((one) => one !== false)
  return (
    <>
      <p>
        They can sign in again with everything that was theirs.
        {again.length > 0 && ` ${new Intl.ListFormat('en').format(again)} of theirs let people in again.`}
      </p>
      <p className="text-muted">They and the other administrators are told by mail.</p>
    </>
  )
}
