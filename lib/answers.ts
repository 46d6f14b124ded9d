import type { ErrorCode } from './error-codes'
import {
  AccessDenied,
  Conflict,
  ControlRequired,
  DomainError,
  FileMissing,
  Invalid,
  NoRoom,
  NotFound,
  TooManyAttempts,
} from './errors'
import type { Caller } from './principal'

/** What an error comes to outside: a status of HTTP, and the code that a program reads. */
export type Answer = {
  status: 401 | 403 | 404 | 409 | 410 | 422 | 429 | 500 | 507
  code: ErrorCode
  /** Whether the access engine decided: its ruling is to be kept. */
  decision: AccessDenied | ControlRequired | null
}

/**
 * Maps an error to what it comes to outside. To a stranger everything that is refused is one answer, "sign in first":
 * they don't learn whether a thing exists. An error that no verb throws on purpose is a fault of the server.
 */
export function answerTo(error: unknown, caller: Caller): Answer {
  const decision = error instanceof AccessDenied || error instanceof ControlRequired ? error : null
  if (caller.kind === 'anonymous' && (decision || error instanceof NotFound))
    return { status: 401, code: 'session.required', decision }
  return error instanceof DomainError
    ? { status: statusOf(error), code: error.code, decision }
    : { status: 500, code: 'server.fault', decision: null }
}

function statusOf(error: DomainError): Answer['status'] {
  for (const [kind, status] of statuses) if (error instanceof kind) return status
  return 500
}

const statuses = [
  [NotFound, 404],
  [AccessDenied, 403],
  [ControlRequired, 403],
  [Conflict, 409],
  [Invalid, 422],
  [TooManyAttempts, 429],
  [FileMissing, 410],
  [NoRoom, 507],
] as const
