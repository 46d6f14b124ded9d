import { Banner } from '../ui/banner'

/** Says what keeps the trail from being rewritten where Foyer works with the account that owns it. */
export const TrailGuard = () => (
  <div className="mb-10">
    <Banner tone="warning">
      Only triggers guard the trail: Foyer works with the account that owns its tables, and whoever takes over that
      account can switch them off. Whoever runs the server can set <code>DATABASE_OWNER_URL</code>, so that Foyer’s own
      account may add to the trail and do nothing else.
    </Banner>
  </div>
)
