/** How much faster time passes in a story: a step of a tenth of a second takes three seconds. */
const PACE = 30

/**
 * Tells `story` as if it had begun `milliseconds` ago: every clock reading of this process is moved back while
 * it lasts. For filling an installation that nobody uses yet, and nothing else.
 */
export async function ago<T>(milliseconds: number, story: () => Promise<T>): Promise<T> {
  const real = globalThis.Date
  const begun = real.now()
  globalThis.Date = readingFrom(real, () => begun - milliseconds + (real.now() - begun) * PACE)
  try {
    return await story()
  } finally {
    globalThis.Date = real
  }
}

// A proxy, not a subclass: what it makes are plain dates, whoever asks `instanceof`, then or later.
const readingFrom = (real: DateConstructor, now: () => number) =>
  new Proxy(real, {
    construct: (target, given) => (given.length > 0 ? Reflect.construct(target, given) : new target(now())),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  })
