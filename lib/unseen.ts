/**
 * Matches a run of what nobody sees and no text keeps: control characters but tab and line feed, separators of lines and
 * paragraphs, marks that turn the reading direction or have no width, private use, and halves of characters. The two
 * joiners stay, since Persian names and many emoji are spelled with them, and so do the format characters that show
 * (Arabic number signs).
 */
export const UNSEEN =
  /(?:(?![\t\n\u200c\u200d\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}])+/gu

/** Shortens a line that somebody typed to at most 80 characters, to quote it in a sentence about it. */
export const quoteLine = (line: string) =>
  (line.length > 80 ? `${line.slice(0, 79)}…` : line).toWellFormed().replace(UNSEEN, '')

/** Makes a name fit for a file on any system: what one of them does not take becomes a blank. */
export const asFileName = (name: string) => name.replace(/[\\/:*?"<>|\p{C}]/gu, ' ')
