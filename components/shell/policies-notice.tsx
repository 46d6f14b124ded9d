import { Banner } from '../ui/banner'

/** Stands on every page of an administrator while no policy has force. */
export const PoliciesNotice = () => (
  <div className="mb-6">
    <Banner tone="warning">
      No policy asks or refuses: the server runs with POLICIES=report-only. Once everybody who must can get in, take the
      setting away and start it again.
    </Banner>
  </div>
)
