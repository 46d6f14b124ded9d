import type { ErrorCode, MissingNoun } from './error-codes'
import type { Asked, Evaluation } from './policy'

/** Refuses, in one of eight ways. `lib/answers.ts` says what each comes to outside, `app/_boundary/failures.ts` what a person sees. */
export abstract class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    sentence: string,
  ) {
    super(sentence)
  }
  override get name() {
    return this.constructor.name
  }
}

const codeOf = (noun: MissingNoun) => `${noun.replaceAll(' ', '-')}.not-found` as ErrorCode

/** Not there, or not yours: the same answer. */
export class NotFound extends DomainError {
  constructor(noun: MissingNoun = 'page') {
    super(codeOf(noun), `This ${noun} is not here, or not yours to see.`)
  }
}

/** The resource that policies were asked about, with its space and its label. */
type Assigned = { resourceId: string; spaceId: string | null; labelId: string | null }

/** What policies said of what was asked for, where any was asked. */
export type Ruling = { target: Assigned | { resourceId?: undefined }; evaluation?: Evaluation }

/** Decided: no. `reason` is for the trail, never for a stranger. */
export class AccessDenied extends DomainError {
  constructor(
    readonly action: string,
    readonly reason: string,
    readonly ruling: Ruling = { target: {} },
  ) {
    super('access.denied', 'You may not do this.')
  }
}

/** Decided: not yet. The caller has controls to meet first. */
export class ControlRequired extends DomainError {
  constructor(
    readonly action: string,
    readonly controls: readonly Asked[],
    readonly ruling: Ruling = { target: {} },
  ) {
    super('control.required', 'One more step is needed first.')
  }
}

/** Somebody else was faster, or the state has moved on. Says what to do next. `showAnew`: the page is shown as it is now, since nobody is writing there. */
export class Conflict extends DomainError {
  readonly showAnew: boolean
  constructor(code: ErrorCode, sentence: string, { showAnew = false } = {}) {
    super(code, sentence)
    this.showAnew = showAnew
  }
}

/** Input that can't be taken: a sentence for each field, naming the remedy. */
export class Invalid extends DomainError {
  constructor(
    code: ErrorCode,
    readonly fields: Record<string, string>,
  ) {
    super(code, Object.values(fields)[0] ?? 'Something is missing.')
  }
}

/** The disk has no room for what is to be kept. */
export class NoRoom extends DomainError {
  constructor(sentence = 'There is no room left for this file. Tell an administrator.') {
    super('disk.full', sentence)
  }
}

/** The bytes of a stored file are not where they should be: a fault of the server, told to whoever may read them. */
export class FileMissing extends DomainError {
  constructor() {
    super(
      'file.lost',
      'The content of this file is missing on the server. Ask whoever shared it to share it again, and tell an administrator.',
    )
  }
}

/** A budget is spent. `retryAt`: when it is worth trying again. */
export class TooManyAttempts extends DomainError {
  constructor(
    code: ErrorCode,
    sentence: string,
    readonly retryAt: Date,
  ) {
    super(code, sentence)
  }
}
