import { File, FileText, Layers, Link2, type LucideIcon } from 'lucide-react'
import type { ResourceKind } from '@/lib/resource-kinds'

/** What each kind of resource looks like and is called, wherever it is shown. */
export const kinds: Record<ResourceKind, { word: string; Icon: LucideIcon }> = {
  file: { word: 'File', Icon: File },
  link: { word: 'Link', Icon: Link2 },
  page: { word: 'Page', Icon: FileText },
  space: { word: 'Space', Icon: Layers },
}
