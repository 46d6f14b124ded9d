import { z } from 'zod'
import { composed } from '../composed'

// Control characters but tab and line feed, separators, and marks that turn the reading direction or have no
// width. The two joiners stay: Persian words and many emoji are spelled with them.
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

const visible = (text: string) => composed(text.toWellFormed()).replace(/\r\n?/g, '\n').replace(unseen, '')

/** One line of plain text without what can't be seen; empty where nothing is left. */
export const line = (most: number) =>
  z
    .string()
    .default('')
    .transform((text) => visible(text).replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(most, `Shorten this to ${most} characters.`))

/** Plain text of several lines without what can't be seen; null where nothing is left. */
export const paragraph = (most: number) =>
  z
    .string()
    .default('')
    .transform((text) => visible(text).trim())
    .pipe(z.string().max(most, `Shorten this to ${most.toLocaleString('en-US')} characters.`))
    .transform((text) => text || null)

/** A page's Markdown: kept as it was written, direction marks and all, but for control characters. `most` in bytes. */
export const markdown = (most: number) =>
  z
    .string()
    .default('')
    .transform((text) => text.toWellFormed().replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ''))
    .refine((text) => Buffer.byteLength(text) <= most, `Shorten this to ${Math.floor(most / 1000)} kB, or share it as a file.`)
