import { File, FileText, Link2 } from 'lucide-react'

export type ResourceKind = 'file' | 'link' | 'page'

const icons = { file: File, link: Link2, page: FileText }
const words = { file: 'File', link: 'Link', page: 'Page' }

/** The kind of a resource: an icon for the eye, a word for the ear (or for both with `word`). */
export function KindIcon({ kind, word = false }: { kind: ResourceKind; word?: boolean }) {
  const Icon = icons[kind]
  return (
    <span className="inline-flex items-center gap-2 text-muted">
      <Icon className="size-[1.125rem] shrink-0" />
      <span className={word ? '' : 'sr-only'}>{words[kind]}</span>
    </span>
  )
}
