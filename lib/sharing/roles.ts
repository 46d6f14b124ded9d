import { showing } from '../files/media-type'
import type { ResourceKind } from './kinds'

export type Role = 'view' | 'download'

/** A resource as forms about roles need it. `shown`: a page can show it. */
export type Shareable = { kind: ResourceKind; shown: boolean }

/** Returns the role that a grant on this kind gets: `view` for all but files, since only a file can be downloaded. */
export const roleOn = (kind: ResourceKind, role: Role): Role => (kind === 'file' ? role : 'view')

/** Reads a resource for forms about roles. */
export const shareableOf = ({ kind, file }: { kind: ResourceKind; file: { mediaType: string } | null }): Shareable => ({
  kind,
  shown: kind !== 'file' || (file !== null && showing(file.mediaType) !== null),
})
