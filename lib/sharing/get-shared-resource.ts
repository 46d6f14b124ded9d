import { z } from 'zod'
import { throwUnlessPermitted } from '../access/authorize'
import { decide, may } from '../access/decide'
import { isLive } from '../access/live'
import { after, isOver, now } from '../clock'
import { type Showing, showing } from '../files/media-type'
import { sizeInWords } from '../counted'
import { type Caller, callerId } from '../principal'
import { factsOf, findSharedResource, type SharedResource } from './find-shared-resource'
import { UNDO_SECONDS } from '../undo'
import { ENDING_SOON } from './status'

export const GetSharedResource = z.object({ resourceId: z.string() })
export type GetSharedResource = z.infer<typeof GetSharedResource>

export type ResourceContent =
  /** `host` says where the link leads; the address itself is handed out by opening it. */
  | { kind: 'link'; host: string }
  /** `size` in words. `showing`: how it can be shown in a page; null where it can't. `missing`: its bytes are not on the server. */
  | { kind: 'file'; name: string; mediaType: string; size: string; showing: Showing | null; missing: boolean }
  | { kind: 'page' }

/**
 * What a resource is, for the one it is shared with and for the one who shares it: everything but the content,
 * which `openResource` and the file's bytes hand out, once the `controls` are met. Throws `NotFound` once access
 * has ended.
 */
export async function getSharedResource(caller: Caller, { resourceId }: GetSharedResource) {
  const resource = await findSharedResource(caller, resourceId)
  const facts = factsOf(resource)
  const decision = decide(caller, 'resource.view', facts)
  // Whatever policies ask for is asked before anything of it is shown; the privacy statement stands where the content will.
  if (decision.effect !== 'challenge' || decision.controls.some((control) => control !== 'privacy-statement'))
    throwUnlessPermitted(decision, 'resource.view', facts)
  const held = resource.grant && isLive(resource.grant) ? resource.grant : null
  return {
    resourceId: resource.id,
    title: resource.title,
    note: resource.note,
    label: resource.label?.name ?? null,
    sharer: resource.sharedBy,
    mine: resource.sharedById === callerId(caller),
    grant: held && {
      id: held.id,
      role: held.role,
      grantedAt: held.grantedAt,
      endsAt: held.endsAt,
      endingSoon: endsSoon(held.endsAt),
      undoSeconds: UNDO_SECONDS,
    },
    controls: decision.effect === 'challenge' ? decision.controls : [],
    mayDownload: may(caller, 'resource.download', facts),
    content: contentOf(resource),
  }
}

export type SharedResourceView = Awaited<ReturnType<typeof getSharedResource>>

const endsSoon = (endsAt: Date | null) => endsAt !== null && isOver(endsAt, after(now(), ENDING_SOON))

function contentOf({ kind, url, file }: SharedResource): ResourceContent {
  if (kind === 'link') return { kind, host: hostOf(url) }
  if (kind === 'page') return { kind }
  const { name, mediaType, size, missingAt } = file ?? {
    name: 'Unnamed file',
    mediaType: 'application/octet-stream',
    size: 0,
    missingAt: null,
  }
  return {
    kind,
    name,
    mediaType,
    size: sizeInWords(Number(size)),
    showing: showing(mediaType),
    missing: missingAt !== null,
  }
}

const hostOf = (url: string | null) => (url && URL.canParse(url) ? new URL(url).host : '')
