import { Banner } from '../ui/banner'
import { LinkButton } from '../ui/link-button'

/** Stands on every page of an administrator for an hour after codes had to wait. */
export const SlowCodesNotice = () => (
  <div className="mb-6">
    <Banner
      tone="warning"
      action={
        <LinkButton href="/admin/audit?kind=sign-in" size="small">
          See who asks
        </LinkButton>
      }
    >
      Browsers that nobody knows are asking for more codes than usual, so theirs leave one a second. Known browsers and
      invitation links wait for nothing.
    </Banner>
  </div>
)
