import { z } from 'zod'
import { composed } from './composed'
import { withoutUnseen } from './unseen'

/** What is there and says nothing: blanks, what is ignored where it can't be shown, the empty pattern of Braille, and what stands for half a character. */
const blank = /[\p{Default_Ignorable_Code_Point}\p{C}\p{Z}\u2800\ufffd]/gu

const visible = (text: string) => withoutUnseen(composed(text.toWellFormed()).replace(/\r\n?/g, '\n'))

/** How many characters of a text can be seen. */
const countSeen = (text: string) => [...text.replace(blank, '')].length

/** Whether anything of a text can be seen: what is required is not met by marks without ink. */
export const isSeen = (text: string) => countSeen(text) > 0

/** Empty where nothing of it can be seen. */
const seen = (text: string) => (isSeen(text) ? text.trim() : '')

const oneLine = (text: string) => seen(visible(text).replace(/\s+/g, ' '))
const lines = (text: string) => seen(visible(text))

const shorter = (most: number) => `Shorten this to ${most.toLocaleString('en-US')} characters.`

/** One line of plain text without what can't be seen; empty where nothing is left. */
export const line = (most: number, tooLong = shorter(most)) =>
  z.string().default('').transform(oneLine).pipe(z.string().max(most, tooLong))

/** Plain text of several lines without what can't be seen; null where nothing is left. */
export const paragraph = (most: number, tooLong = shorter(most)) =>
  z
    .string()
    .default('')
    .transform(lines)
    .pipe(z.string().max(most, tooLong))
    .transform((text) => text || null)

type Required = { /** Characters that can be seen. */ least?: number; tooLong?: string }

/** The same as `line`, where something must be said: `missing` says so, and is the answer to what nobody can see. */
export const requiredLine = (most: number, missing: string, { least = 1, tooLong = shorter(most) }: Required = {}) =>
  z
    .string(missing)
    .transform(oneLine)
    .pipe(z.string().max(most, tooLong))
    .refine((text) => countSeen(text) >= least, missing)

/** The same of several lines. */
export const requiredParagraph = (
  most: number,
  missing: string,
  { least = 1, tooLong = shorter(most) }: Required = {},
) =>
  z
    .string(missing)
    .transform(lines)
    .pipe(z.string().max(most, tooLong))
    .refine((text) => countSeen(text) >= least, missing)

/** A page's Markdown: kept as it was written, direction marks and all, but for control characters. `most` in bytes. */
export const markdown = (most: number) =>
  z
    .string()
    .default('')
    .transform((text) =>
      text
        .toWellFormed()
        .replace(/\r\n?/g, '\n')
        .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ''),
    )
    .refine(
      (text) => Buffer.byteLength(text) <= most,
      `Shorten this to ${Math.floor(most / 1000)} kB, or share it as a file.`,
    )
