/** Values in what a form remembers: ten thousand answers of a review, each with its id, answer and reason. */
const MOST_VALUES = 100_000

/** Objects and lists within one another. */
const DEEPEST = 64

const sign = (character: string) => character.charCodeAt(0)
const [quote, escape, comma] = ['"', '\\', ','].map(sign)
const [opens, closes] = [['[', '{'].map(sign), [']', '}'].map(sign)]

/** Whether JSON is small enough to be read at once: it is measured in one pass before anything is made of it. */
export function isModest(json: Buffer): boolean {
  let [values, depth, inText] = [0, 0, false]
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]!
    if (inText) {
      if (byte === escape) at++
      else if (byte === quote) inText = false
    } else if (byte === quote) inText = true
    else if (byte === comma) values++
    else if (opens.includes(byte)) [values, depth] = [values + 1, depth + 1]
    else if (closes.includes(byte)) depth--
    if (values > MOST_VALUES || depth > DEEPEST) return false
  }
  return true
}
