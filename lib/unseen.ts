/**
 * Matches the flag of a part of a country, such as England's, an emoji spelled with tag characters (UTS 51, ED-14a), and
 * captures it; or a run of what nobody sees.
 */
const UNSEEN =
  /(\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,6}\u{e007f})|(?:(?![\t\n\u200c\u200d\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}])+/gu

/**
 * Replaces each run of what nobody sees: control characters but tab and line feed, separators of lines and paragraphs,
 * marks that turn the reading direction or have no width, private use, and halves of characters. Keeps the two joiners,
 * with which Persian names and many emoji are spelled, the tags within a flag, and the format characters that show (Arabic
 * number signs).
 */
export const withoutUnseen = (text: string, instead = '') =>
  text.replace(UNSEEN, (_run: string, flag?: string) => flag ?? instead)

/** Shortens a line that somebody typed to at most 80 characters, to quote it in a sentence about it. */
export const quoteLine = (line: string) =>
  withoutUnseen((line.length > 80 ? `${line.slice(0, 79)}…` : line).toWellFormed())

/** Makes a name fit for a file on any system: what one of them does not take becomes a blank. */
export const asFileName = (name: string) => withoutUnseen(name, ' ').replace(/[\\/:*?"<>|\t\n]/g, ' ')
