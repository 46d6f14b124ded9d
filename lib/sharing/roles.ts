import { showing } from '../files/media-type'
import type { ResourceKind } from '../resource-kinds'
import { Invalid } from '../errors'
import { allows, type Role } from '../role'

/** A resource as forms about roles need it. `shown`: a page can show it. */
export type Shareable = { kind: ResourceKind; shown: boolean }

/** Returns the role that a grant on this kind gets: any on a space, at most `download` on a file, and `view` on all else. */
export function roleOn(kind: ResourceKind, role: Role): Role {
  if (kind === 'space') return role
  return kind === 'file' && allows(role, 'download') ? 'download' : 'view'
}

/** Returns when a grant ends: as asked, but never for whoever manages a space. */
export const endOf = (role: Role, asked: Date | null) => (role === 'manage' ? null : asked)

type Person = { kind: 'member' | 'guest'; address: string }

/** Throws `Invalid` for `role` where somebody who is no member would manage a space. */
export function refuseManaging(role: Role, people: readonly Person[]) {
  const guest = role === 'manage' ? people.find(({ kind }) => kind === 'guest') : undefined
  if (guest)
    throw new Invalid('role.members-only', {
      role: `Only members of your organization can manage a space, and ${guest.address} is a guest.`,
    })
}

/** Reads a resource for forms about roles. */
export const shareableOf = ({ kind, file }: { kind: ResourceKind; file: { mediaType: string } | null }): Shareable => ({
  kind,
  shown: kind !== 'file' || (file !== null && showing(file.mediaType) !== null),
})
