export type ResourceKind = 'link' | 'file' | 'page'

type KindFacts = {
  label: string
  /** The name of its icon in lucide's set. */
  icon: 'link' | 'file' | 'file-text'
  /** The verb on the button that leads to the content. */
  openLabel: 'Open' | 'Download' | 'Read'
  /** How it opens: at another address, as bytes of ours, or as text in the page. */
  opens: 'elsewhere' | 'bytes' | 'in-page'
  /** What a sharer fills in, besides the title and the note. */
  fields: readonly ('url' | 'fileId' | 'body')[]
}

/** The one place that knows the kinds of resource. */
export const kinds = {
  link: { label: 'Link', icon: 'link', openLabel: 'Open', opens: 'elsewhere', fields: ['url'] },
  file: { label: 'File', icon: 'file', openLabel: 'Download', opens: 'bytes', fields: ['fileId'] },
  page: { label: 'Page', icon: 'file-text', openLabel: 'Read', opens: 'in-page', fields: ['body'] },
} as const satisfies Record<ResourceKind, KindFacts>

export const resourceKinds = Object.keys(kinds) as ResourceKind[]
