import type { PersonCaller } from '../principal'
import { AddToSpace, addToSpace } from '../sharing/spaces/add-to-space'
import { findSpace } from '../sharing/spaces/find-space'
import { listContents } from '../sharing/spaces/list-contents'
import { CreateSpace, createSpace } from './create-space'
import { Invite, invite } from './invite'
import { ShareResource, shareResource } from './share-resource'

const link = { kind: 'link', url: 'https://intranet.woodgrove.example/rates', title: 'Rates' }

/** Shares as a form would, with what it would fill in by itself. */
export const share = (caller: PersonCaller, fields: Record<string, unknown> = {}) =>
  shareResource(caller, ShareResource.parse({ ...link, ...fields }))

/** Adds people as a form would. */
export const add = (
  caller: PersonCaller,
  resourceId: string,
  addresses: string,
  fields: Record<string, unknown> = {},
) => invite(caller, Invite.parse({ resourceId, addresses, ...fields }))

/** Makes a space as a form would. */
export const makeSpace = (caller: PersonCaller, fields: Record<string, unknown> = {}) =>
  createSpace(caller, CreateSpace.parse({ name: 'Bridge', ...fields }))

/** Adds something to a space as a form would. */
export const addThing = (caller: PersonCaller, spaceId: string, fields: Record<string, unknown> = {}) =>
  addToSpace(caller, AddToSpace.parse({ spaceId, ...link, ...fields }))

/** Lists what is in a space, as its page does for a caller. */
export const contentsOf = async (
  caller: PersonCaller,
  { spaceId, ...asked }: { spaceId: string; folderId?: string; q?: unknown; sort?: unknown; page?: unknown },
) => listContents(caller, await findSpace(caller, spaceId), asked)
