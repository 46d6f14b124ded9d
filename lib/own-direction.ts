// Hebrew, Arabic and their neighbors, and the marks that turn the direction of what follows.
const TURNS =
  /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
const MARKS = /[\u202a-\u202e\u2066-\u2069]/g

/**
 * What somebody wrote, fit to stand inside a sentence of ours that is plain text: between a first-strong isolate and
 * its end (UAX 9) where it could turn the words around it, as it is elsewhere. Marks of its own go: they could end ours.
 */
export const isolated = (text: string) => (TURNS.test(text) ? `\u2068${text.replace(MARKS, '')}\u2069` : text)

/** Writes a sentence of ours around what people wrote: a template's tag that lets each value keep its own direction. */
export const sentence = (ours: TemplateStringsArray, ...theirs: (string | number)[]) =>
  String.raw({ raw: ours }, ...theirs.map((value) => isolated(String(value))))
