// Imports nothing, so that pages in the browser read and name roles alike.

/** Every role of a grant, from the least to the most. Each allows what those before it allow. Files have the first two, spaces all, links and pages the first. */
export const roles = ['view', 'download', 'contribute', 'manage'] as const

export type Role = (typeof roles)[number]

/** The roles that a share link gives. */
export const linkRoles = ['view', 'download'] as const

/** Checks whether a role allows what another one allows. */
export const allows = (role: Role, least: Role) => roles.indexOf(role) >= roles.indexOf(least)

/** Checks whether something read from elsewhere names a role. */
export const isRole = (value: unknown): value is Role => roles.some((role) => role === value)

/** What each role is called, wherever it is shown. */
export const roleInWords: Record<Role, string> = {
  view: 'Can view',
  download: 'Can download',
  contribute: 'Can contribute',
  manage: 'Can manage',
}

/** The same within a sentence: "can view". */
export const roleInSentence = (role: Role) => `c${roleInWords[role].slice(1)}`

/** What a role lets its holder do with a file, with a space, or with anything else, as it follows "You can". */
export function mayDo(role: Role, kind: string) {
  if (kind === 'space') return inSpace[role]
  return kind === 'file' && allows(role, 'download') ? 'view and download it' : 'view it'
}

const inSpace: Record<Role, string> = {
  view: 'view what is in it',
  download: 'view and download what is in it',
  contribute: 'view and download what is in it, and add to it',
  manage: 'manage it',
}

/** What a role gives beside viewing, as it follows "gave access". Empty for none. */
export const withMore = (role: unknown) => (isRole(role) ? more[role] : '')

const more: Record<Role, string> = {
  view: '',
  download: ', with download',
  contribute: ', to contribute',
  manage: ', to manage it',
}
