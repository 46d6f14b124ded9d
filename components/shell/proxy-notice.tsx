import { Banner } from '../ui/banner'

/** Stands on every page of an administrator while a proxy in front says where people come from and is not believed. `address`: the proxy's. */
export const ProxyNotice = ({ address }: { address: string }) => (
  <div className="mb-6">
    <Banner tone="warning">
      A proxy at {address} says where people come from, and is not believed: everybody behind it counts as one network,
      for limits, policies and the trail. If it is yours, add {address} to TRUSTED_PROXIES, let it send X-Forwarded-For,
      and start Foyer again.
    </Banner>
  </div>
)
