import type { Asked, Evaluation } from './policy'

/** The eight ways a verb refuses. Mapped to what a person sees in `app/_boundary/failures.ts` alone. */
export abstract class DomainError extends Error {
  override get name() {
    return this.constructor.name
  }
}

/** Not there, or not yours: the same answer. */
export class NotFound extends DomainError {
  constructor(readonly noun = 'page') {
    super(`This ${noun} is not here, or not yours to see.`)
  }
}

/** What policies said of what was asked for, where any was asked. */
export type Ruling = { target: { resourceId?: string; labelId?: string | null }; evaluation?: Evaluation }

/** Decided: no. `reason` is for the trail, never for a stranger. */
export class AccessDenied extends DomainError {
  constructor(
    readonly action: string,
    readonly reason: string,
    readonly ruling: Ruling = { target: {} },
  ) {
    super('You may not do this.')
  }
}

/** Decided: not yet. The caller has controls to meet first. */
export class ControlRequired extends DomainError {
  constructor(
    readonly action: string,
    readonly controls: readonly Asked[],
    readonly ruling: Ruling = { target: {} },
  ) {
    super('One more step is needed first.')
  }
}

/** Somebody else was faster, or the state has moved on. Says what to do next. `showAnew`: the page is shown as it is now, since nobody is writing there. */
export class Conflict extends DomainError {
  readonly showAnew: boolean
  constructor(message: string, { showAnew = false } = {}) {
    super(message)
    this.showAnew = showAnew
  }
}

/** Input that can't be taken: a sentence for each field, naming the remedy. */
export class Invalid extends DomainError {
  constructor(readonly fields: Record<string, string>) {
    super(Object.values(fields)[0] ?? 'Something is missing.')
  }
}

/** The disk has no room for what is to be kept. */
export class NoRoom extends DomainError {
  constructor(message = 'There is no room left for this file. Tell an administrator.') {
    super(message)
  }
}

/** The bytes of a stored file are not where they should be: a fault of the server, told to whoever may read them. */
export class FileMissing extends DomainError {
  constructor() {
    super(
      'The content of this file is missing on the server. Ask whoever shared it to share it again, and tell an administrator.',
    )
  }
}

/** A budget is spent. `retryAt`: when it is worth trying again. */
export class TooManyAttempts extends DomainError {
  constructor(
    message: string,
    readonly retryAt: Date,
  ) {
    super(message)
  }
}
