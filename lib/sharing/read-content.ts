import { Invalid } from '../errors'
import { isSeen } from '../plain-text'
import type { ResourceKind, ThingKind } from '../resource-kinds'
import { readWebAddress } from './web-address'

type Typed = { title: string; url: string; fileName: string | null }

/** Reads the title of a resource; without one it is the host of a link or the name of a file. Throws `Invalid` for a page or a space without one. */
export function readTitle(kind: ResourceKind, { title, url, fileName }: Typed) {
  if (title) return title
  if (kind === 'page') throw new Invalid('resource.no-title', { title: 'Give the page a title.' })
  if (kind === 'space') throw new Invalid('resource.no-title', { title: 'Give the space a name.' })
  if (kind === 'link') return URL.canParse(url) ? new URL(url).host : ''
  return [...(fileName ?? '')].slice(0, 200).join('')
}

/** Reads the column in which a link or a page keeps its content. Throws `Invalid` for its field. */
export function readContent(kind: Exclude<ThingKind, 'file'>, { url, body }: { url: string; body: string }) {
  if (kind === 'link') return { url: readWebAddress(url) }
  if (!isSeen(body)) throw new Invalid('page.empty', { body: 'Write the text of the page.' })
  return { body }
}
