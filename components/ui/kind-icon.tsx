import type { ResourceKind } from '@/lib/resource-kinds'
import { kinds } from './kinds'

/** The kind of a resource: an icon for the eye, a word for the ear (or for both with `word`). */
export function KindIcon({ kind, word = false }: { kind: ResourceKind; word?: boolean }) {
  const { Icon, word: name } = kinds[kind]
  return (
    <span className="inline-flex items-center gap-2 text-muted">
      <Icon className="size-[1.125rem] shrink-0" />
      <span className={word ? '' : 'sr-only'}>{name}</span>
    </span>
  )
}
