import { counted, sizeInWords } from '@/lib/counted'

/** "3 minutes left", as exact as a guess may be. */
function timeLeftInWords(seconds: number) {
  if (seconds < 5) return 'a few seconds left'
  if (seconds < 60) return `${Math.ceil(seconds / 5) * 5} seconds left`
  if (seconds < 90 * 60) return `${counted(Math.round(seconds / 60), 'minute', 'minutes')} left`
  return `${counted(Math.round(seconds / 3600), 'hour', 'hours')} left`
}

type Mark = { at: number; sent: number }

/** Bytes a second over the last moments, so that a stall shows and a spike does not. Null until it can be told. */
export function speedOf(marks: readonly Mark[]) {
  const [first, last] = [marks[0], marks.at(-1)]
  return first && last && last.at - first.at > 500 ? ((last.sent - first.sent) * 1000) / (last.at - first.at) : null
}

const MOMENTS = 4000

/** The marks of the last four seconds with a new one. */
export const mark = (marks: readonly Mark[], sent: number, at = performance.now()): Mark[] => [
  ...marks.filter((one) => at - one.at < MOMENTS),
  { at, sent },
]

/** "12 MB of 340 MB · 5.2 MB a second · 1 minute left" */
export function progressInWords(sent: number, total: number, speed: number | null) {
  const done = `${sizeInWords(sent)} of ${sizeInWords(total)}`
  if (!speed) return speed === 0 ? `${done} · waiting for the network` : done
  return `${done} · ${sizeInWords(speed)} a second · ${timeLeftInWords((total - sent) / speed)}`
}
