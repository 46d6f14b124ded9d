import { HOUR, MINUTE, SECOND } from '../../clock'

const FIRST = 5 * SECOND

/**
 * Returns the milliseconds until the next attempt after `attempts` failed ones: 5 s doubled each time, give or take a
 * fifth, so that mails which were held up together come apart. At most an hour. At most a tenth of the time that the mail
 * is still worth something, or a minute where that is longer.
 */
export function retryWait(attempts: number, timeLeft = Infinity, random = Math.random()) {
  const most = Math.min(HOUR, Math.max(MINUTE, timeLeft / 10))
  return Math.min(most, FIRST * 2 ** (attempts - 1) * (0.8 + 0.4 * random))
}
