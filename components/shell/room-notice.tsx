import type { LowRoom } from '@/lib/files/disk-room'
import { sizeInWords } from '@/lib/counted'
import { Banner } from '../ui/banner'

/** Stands on every page of an administrator while the disk is nearly full, or full. */
export const RoomNotice = ({ room }: { room: LowRoom }) => (
  <div className="mb-6">
    <Banner tone={room.full ? 'danger' : 'warning'}>{inWords(room)} Whoever runs the server has to make room.</Banner>
  </div>
)

function inWords({ left, percent, full, shut }: LowRoom) {
  if (shut)
    return 'The server’s disk is full, and nothing new can be saved or shared. Signing in and out, revoking and blocking go on for as long as what was kept for them lasts.'
  if (full) return 'The server’s disk is full: what is saved or uploaded may fail, and says so.'
  if (left === 0) return 'The server’s disk is nearly full: no file can be uploaded.'
  if (percent === null) return `The server has ${sizeInWords(left)} left for files, and larger ones are refused.`
  return `The server’s disk is ${percent}% full: files have ${sizeInWords(left)} left, and larger ones are refused.`
}
