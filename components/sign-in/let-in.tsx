import { LinkButton } from '../ui/link-button'
import { PageHeader } from '../ui/page-header'
import { Time } from '../ui/time'

type Props = { maskedAddress: string; until: Date; wayOn: string }

/** After "This was me": what this browser can do now, and where. */
export function LetIn({ maskedAddress, until, wayOn }: Props) {
  return (
    <>
      <PageHeader
        title="This browser is let in"
        description={
          <p>
            It can ask for codes for <strong className="font-semibold wrap-anywhere text-ink">{maskedAddress}</strong>{' '}
            whatever others have used up, until <Time value={until} mode="datetime" />. You are not signed in yet: ask
            for a new code.
          </p>
        }
      />
      <LinkButton href={wayOn} variant="primary">
        Ask for a new code
      </LinkButton>
    </>
  )
}
