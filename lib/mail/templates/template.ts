import type { ReactElement } from 'react'
import type { z } from 'zod'

/** What every mail of this installation has around its own words. */
export type Frame = {
  organization: string
  timeZone: string
  /** Every link begins with this. */
  publicUrl: string
  /** Whom a reply reaches, when it reaches a person. */
  replyTo: string | null
  /** The outbox row's secret, unsealed for this one rendering. */
  secret: string | null
}

/** One kind of mail. Rendering may depend on nothing but input and frame: a retry must be byte for byte the same. */
export type Template<Input extends z.ZodType> = {
  input: Input
  subject: (input: z.output<Input>, frame: Frame) => string
  letter: (input: z.output<Input>, frame: Frame) => ReactElement
}

/** Keeps a template's input and its words of one type. */
export const template = <Input extends z.ZodType>(words: Template<Input>) => words
