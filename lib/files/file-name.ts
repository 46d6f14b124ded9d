import { composed } from '../composed'
import { isSeen } from '../plain-text'
import { withoutUnseen } from '../unseen'

/** Bytes; what common file systems take. */
const LONGEST = 255
const UNNAMED = 'Unnamed file'

/** Checks whether Windows keeps a name for a device, whatever ending follows. */
export const isOfDevice = (name: string) =>
  /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)/i.test(name)

/** A file's name as it is kept and shown: the last part of a path, without what can't be seen, 255 bytes at most. */
export function cleanFileName(given: string): string {
  const last = composed(given.toWellFormed()).split(/[/\\]/).at(-1)!
  const named = tidy(last.replace(/[\t\n]/g, ''))
  return isSeen(named) ? shorten(named) : UNNAMED
}

/** Takes away what can't be seen, and dots and spaces at the end, which no Windows keeps. */
function tidy(name: string) {
  const seen = withoutUnseen(name).trim()
  return seen.slice(0, endOfName(seen))
}

/** Where dots and spaces at the end begin. */
function endOfName(name: string) {
  let end = name.length
  while ('. '.includes(name.charAt(end - 1)) && end > 0) end--
  return end
}

/** Cuts before the ending, so that it still says what the file is. What a cut has broken in two goes as well. */
function shorten(name: string) {
  if (Buffer.byteLength(name) <= LONGEST) return name
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && Buffer.byteLength(name) - Buffer.byteLength(name.slice(0, dot)) <= 20 ? name.slice(dot) : ''
  return tidy(cut(name, LONGEST - Buffer.byteLength(ending))) + ending
}

/** Cuts a text to some bytes, and no character in two. */
export function cut(text: string, bytes: number) {
  let room = bytes
  let kept = ''
  for (const character of text) {
    room -= Buffer.byteLength(character)
    if (room < 0) break
    kept += character
  }
  return kept
}
