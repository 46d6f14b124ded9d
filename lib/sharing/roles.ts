import { showing } from '../files/media-type'
import type { ResourceKind } from './kinds'

export type Role = 'view' | 'download'

/** What a role is to be given on: its kind, and whether a page can show it. */
export type Shareable = { kind: ResourceKind; shown: boolean }

/** The role that is given: only a file can be kept, so whatever else is shared can be viewed. */
export const roleOn = (kind: ResourceKind, role: Role): Role => (kind === 'file' ? role : 'view')

/** What is shared, as a form asks about roles on it. */
export const shareableOf = ({ kind, file }: { kind: ResourceKind; file: { mediaType: string } | null }): Shareable => ({
  kind,
  shown: kind !== 'file' || (file !== null && showing(file.mediaType) !== null),
})
