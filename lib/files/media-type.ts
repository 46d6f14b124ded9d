/** How the bytes of a file can be shown in a page. Anything else is only downloaded. */
export type Showing = 'pdf' | 'image' | 'audio' | 'video' | 'text' | 'markdown'

const OTHER = 'application/octet-stream'

// A closed list of our own: only what stands here is ever shown, and a longer table would only add types
// that are downloaded anyway. HTML, SVG and XML are left out on purpose: they can carry script.
const shown: Record<Showing, Record<string, string>> = {
  pdf: { pdf: 'application/pdf' },
  image: {
    png: 'image/png',
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    gif: 'image/gif',
    webp: 'image/webp',
    avif: 'image/avif',
  },
  audio: {
    mp3: 'audio/mpeg',
    m4a: 'audio/mp4',
    ogg: 'audio/ogg',
    oga: 'audio/ogg',
    opus: 'audio/ogg',
    wav: 'audio/wav',
    flac: 'audio/flac',
    weba: 'audio/webm',
  },
  video: { mp4: 'video/mp4', m4v: 'video/mp4', webm: 'video/webm', ogv: 'video/ogg' },
  text: {
    txt: 'text/plain',
    text: 'text/plain',
    log: 'text/plain',
    csv: 'text/csv',
    tsv: 'text/tab-separated-values',
    json: 'application/json',
    yaml: 'application/yaml',
    yml: 'application/yaml',
  },
  markdown: { md: 'text/markdown', markdown: 'text/markdown' },
}

const byEnding = new Map(Object.values(shown).flatMap((types) => Object.entries(types)))
const showingOf = new Map(
  (Object.keys(shown) as Showing[]).flatMap((showing) =>
    Object.values(shown[showing]).map((type) => [type, showing] as const),
  ),
)

/** The media type that a name's ending stands for; what is not known is bytes. Nothing looks inside the file. */
export function mediaTypeOf(name: string) {
  const dot = name.lastIndexOf('.')
  return (dot > 0 && byEnding.get(name.slice(dot + 1).toLowerCase())) || OTHER
}

/** How a file of this type is shown in a page, or null where it can only be downloaded. */
export const showing = (mediaType: string): Showing | null => showingOf.get(mediaType) ?? null
