type Wrapped = { code?: unknown; originalCode?: unknown; cause?: unknown; meta?: unknown; driverAdapterError?: unknown }

/** Wrappings of an error that are looked into. */
const DEEPEST = 5

/** Returns the codes of an error and of all that it wraps, the outermost first: Prisma, its adapter and `pg` wrap each other. */
export function codesIn(error: unknown, depth = 0): unknown[] {
  if (typeof error !== 'object' || error === null || depth > DEEPEST) return []
  const { code, originalCode, cause, meta, driverAdapterError }: Wrapped = error
  const own = [code, originalCode].filter((one) => one !== undefined)
  return [...own, ...[cause, meta, driverAdapterError].flatMap((inner) => codesIn(inner, depth + 1))]
}
