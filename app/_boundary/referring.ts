import { currentRequest } from '@/lib/log/request'

/** Does `work`; what fails there without an answer of its own shows its reader the request's reference, as its line in the log does. */
export async function referring<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const request = currentRequest()
    // What leads elsewhere, or says that something is not here, tells Next.js so by a digest of its own.
    if (request && error instanceof Error && !('digest' in error)) Object.assign(error, { digest: request.reference })
    throw error
  }
}
