import { load } from '@/app/_boundary/load'
import { Markdown } from '@/components/files/markdown'
import { FileContent } from '@/components/resource/file-content'
import { MissingFile } from '@/components/resource/missing-file'
import { LinkContent } from '@/components/resource/link-content'
import { TextContent } from '@/components/resource/text-content'
import { displayName } from '@/lib/principal'
import type { SharedResourceView } from '@/lib/sharing/get-shared-resource'
import { openResource } from '@/lib/sharing/open-resource'
import { readText } from '@/lib/sharing/read-text'
import { StatementFirst } from '../statement-first'
import { ask } from './actions'

/** The thing itself, as its kind is opened; the privacy statement, where that is still to be accepted. */
export async function Content({ resource }: { resource: SharedResourceView }) {
  const { resourceId, content } = resource
  if (resource.controls.length > 0) return <StatementFirst />
  if (content.kind === 'link') return <LinkContent resourceId={resourceId} host={content.host} />
  if (content.kind === 'page') return <Page resourceId={resourceId} />
  if (content.kind === 'space') return null
  const file = {
    resourceId,
    sharer: displayName(resource.sharer),
    file: content,
    mayDownload: resource.mayDownload,
    mayAsk: resource.role === 'view',
    ask,
  }
  const isText = content.showing === 'text' || content.showing === 'markdown'
  return <FileContent {...file}>{isText && !content.missing && <Text {...file} name={content.name} />}</FileContent>
}

async function Page({ resourceId }: { resourceId: string }) {
  const opened = await load(openResource, { resourceId })
  return opened.kind === 'page' ? <Markdown>{opened.markdown}</Markdown> : null
}

async function Text({ resourceId, name, sharer }: { resourceId: string; name: string; sharer: string }) {
  const read = await load(readText, { resourceId })
  return read ? <TextContent {...read} name={name} /> : <MissingFile name={name} sharer={sharer} />
}
