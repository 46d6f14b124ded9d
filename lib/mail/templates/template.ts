import type { ReactElement } from 'react'
import type { z } from 'zod'

/** The values of the installation that every mail has around its own words. */
export type Frame = {
  organization: string
  timeZone: string
  /** The beginning of every link. */
  publicUrl: string
  /** The address that a reply reaches. Null: a reply reaches no person. */
  replyTo: string | null
  /** The outbox row's secret, unsealed for this one rendering. */
  secret: string | null
}

/** A kind of mail. Its rendering may depend on nothing but input and frame: a retry must be byte for byte the same. */
export type Template<Input extends z.ZodType> = {
  input: Input
  subject: (input: z.output<Input>, frame: Frame) => string
  letter: (input: z.output<Input>, frame: Frame) => ReactElement
}

/** Returns a template as it is, so that its input and its words have one type. */
export const template = <Input extends z.ZodType>(words: Template<Input>) => words
