import { z } from 'zod'
import { throwUnlessPermitted } from '../access/authorize'
import { decide, may, refusal } from '../access/decide'
import { firstEnd, spaceEndFor } from '../access/live'
import { after, isOver, now } from '../clock'
import { type Showing, showing } from '../files/media-type'
import { sizeInWords } from '../counted'
import type { Caller } from '../principal'
import { roles } from '../role'
import { findSharedResource, type SharedResource } from './find-shared-resource'
import { UNDO_SECONDS } from '../undo'
import { ENDING_SOON } from './status'

export const GetSharedResource = z.object({ resourceId: z.string() })
export type GetSharedResource = z.infer<typeof GetSharedResource>

export type ResourceContent =
  /** `host` of the link's address. `openResource` returns the whole address. */
  | { kind: 'link'; host: string }
  /** `size` in words. `showing`: how a page can show it; null: it can't. `missing`: its bytes are not on the server. */
  | { kind: 'file'; name: string; mediaType: string; size: string; showing: Showing | null; missing: boolean }
  | { kind: 'page' }
  | { kind: 'space' }

/**
 * Returns a resource for its holder or its sharer, without its content: `openResource` and the file's bytes return that.
 * `controls`: the privacy statement, where it has to be accepted before the content. Throws `ControlRequired` for any other
 * control, `AccessDenied` for a policy that refuses, and `NotFound` once access has ended.
 */
export async function getSharedResource(caller: Caller, { resourceId }: GetSharedResource) {
  return showResource(caller, await findSharedResource(caller, resourceId))
}

/** The same for a resource that was found before. */
export function showResource(caller: Caller, resource: SharedResource) {
  const { facts } = resource
  const decision = decide(caller, 'resource.view', facts)
  // Policies' controls come before anything is shown. The privacy statement is accepted on the page, in place of the content.
  if (decision.effect !== 'challenge' || decision.controls.some((control) => control !== 'privacy-statement'))
    throwUnlessPermitted(decision, 'resource.view', facts)
  const { own, onSpace } = resource.held
  return {
    resourceId: resource.id,
    title: resource.title,
    note: resource.note,
    label: resource.label?.name ?? null,
    sharer: resource.sharedBy,
    mine: refusal(caller, 'grant.give', facts) === null,
    /** The space that it is in, where the caller may open that; null: it is in none, or they have no access to the space. */
    space: resource.spaceId && resource.space && onSpace ? { id: resource.spaceId, title: resource.space.title } : null,
    grant: own && {
      id: own.id,
      role: own.role,
      grantedAt: own.grantedAt,
      ...ending(
        facts.kind === 'space' ? firstEnd(own.endsAt, spaceEndFor(kindOf(caller), facts.guestsUntil)) : own.endsAt,
      ),
      undoSeconds: UNDO_SECONDS,
    },
    /** The most that the caller may do; null: they hold no grant on it, nor on its space. */
    role: roles.findLast((role) => own?.role === role || onSpace?.role === role) ?? null,
    controls: decision.effect === 'challenge' ? decision.controls : [],
    mayDownload: may(caller, 'resource.download', facts),
    content: contentOf(resource),
  }
}

export type SharedResourceView = Awaited<ReturnType<typeof getSharedResource>>

const ending = (endsAt: Date | null) => ({
  endsAt,
  endingSoon: endsAt !== null && isOver(endsAt, after(now(), ENDING_SOON)),
})

const kindOf = (caller: Caller) => (caller.kind === 'person' ? caller.principal.kind : 'member')

function contentOf({ kind, url, file }: SharedResource): ResourceContent {
  if (kind === 'link') return { kind, host: hostOf(url) }
  if (kind !== 'file') return { kind }
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
