import { Banner } from '../ui/banner'

type Props = { /** What uploads may still take, in words; null: nothing. */ left: string | null }

/** Stands on every page of an administrator while the disk is nearly full. */
export const RoomNotice = ({ left }: Props) => (
  <div className="mb-6">
    <Banner tone="warning">
      {left ? `The server’s disk is nearly full: files have ${left} left, and larger ones are refused.` : 'The server’s disk is full: no file can be uploaded.'} Whoever runs the server has to make room.
    </Banner>
  </div>
)
