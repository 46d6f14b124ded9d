type Trace = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>

const shared = globalThis as { foyerTrace?: Trace }

/**
 * Does `work`, and has it told how long that took where traces are handed to a collector. `name`: one of few, never a
 * person's or a thing's. One for the whole process, though this file is loaded by the server and by what Next.js built.
 */
export const traced: Trace = (name, work) => (shared.foyerTrace ? shared.foyerTrace(name, work) : work())

/** From here on `trace` is what `traced` does. */
export const traceBy = (trace: Trace) => void (shared.foyerTrace = trace)
