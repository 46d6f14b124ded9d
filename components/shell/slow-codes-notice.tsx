import { Banner } from '../ui/banner'

/** Stands on every page of an administrator for an hour after codes had to wait. */
export const SlowCodesNotice = () => (
  <div className="mb-6">
    <Banner tone="warning">
      Browsers that nobody knows are asking for more codes than usual, so theirs leave one a second. Known browsers and invitation links wait for nothing.{' '}
      <a href="/admin/audit?kind=sign-in" className="font-medium underline underline-offset-4">
        See who asks
      </a>
      .
    </Banner>
  </div>
)
