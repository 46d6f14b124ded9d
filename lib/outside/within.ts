import { AsyncLocalStorage } from 'node:async_hooks'

const shared = globalThis as { foyerOutside?: AsyncLocalStorage<true> }

/** One for the whole process, though this file is loaded by the server and by what Next.js built. */
const storage = () => (shared.foyerOutside ??= new AsyncLocalStorage<true>())

/** Runs `work` as something that may open a connection. For `fetchOutside` and `handTraces` alone. */
export const goOutside = <Result>(work: () => Result): Result => storage().run(true, work)

/** Whether what is running now may open a connection. */
export const isOutside = (): boolean => storage().getStore() === true
