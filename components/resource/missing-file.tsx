import { isolated } from '@/lib/own-direction'
import { Banner } from '../ui/banner'

/** Stands in place of a file whose bytes are not on the server, which is no fault of whoever reads this. */
export const MissingFile = ({ name, sharer }: { name: string; sharer: string }) => (
  <Banner tone="danger">
    The content of <bdi className="wrap-anywhere">{name}</bdi> is missing on the server, so it can’t be opened or
    downloaded. Administrators are told. Ask {isolated(sharer)} to share it again.
  </Banner>
)
